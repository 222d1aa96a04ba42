using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    # "local" lets the worker reach an emulator on this machine; leave it out in production.
    (name = "internet", network = (allow = ["public", "local"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", address = "127.0.0.1:8787", http = (), service = "main")],
);

const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "dist/worker.js")],
  compatibilityDate = "2026-01-01",
  bindings = [
    (name = "KAPSO_API_KEY", fromEnvironment = "KAPSO_API_KEY"),
    (name = "KAPSO_BASE_URL", fromEnvironment = "KAPSO_BASE_URL"),
  ],
);

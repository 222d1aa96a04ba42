import { createHash, randomBytes } from "node:crypto";
import { readdirSync, realpathSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

/** A held lock. */
export interface Lock {
  release(): Promise<void>;
}

/**
 * Locks a file for this process, so that no other emulator uses it.
 *
 * The lock is a socket that the process listens on. The system closes it with the process, however
 * that ends, so a crashed process keeps no lock. A lock needs no clock and no process number, which
 * another container could not interpret. Each process has a separate socket: the socket of a dead
 * process can be removed without affecting a live one.
 *
 * @throws Error when another process holds the lock.
 */
export async function lockFile(file: string): Promise<Lock> {
  return process.platform === "win32" ? lockByPipe(file) : lockBySocket(file);
}

/** The state of a process for the lock; `leaving` when it closed the connection without a response. */
type State = "wanted" | "held" | "leaving";

async function lockBySocket(file: string): Promise<Lock> {
  const unique = `${process.pid}-${randomBytes(4).toString("hex")}`;
  let state: "wanted" | "held" = "wanted";
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.end(`${state} ${process.pid}\n`);
  });
  server.unref();
  const place = await listenAt(server, socketPlaces(file), unique);
  const release = () => closeServer(server);
  const listOthers = () => {
    const own = `${place.prefix}${unique}`;
    const names = readdirSync(place.folder);
    return names.filter((name) => name.startsWith(place.prefix) && name !== own);
  };
  try {
    for (;;) {
      const names = listOthers();
      const rivals = await findRivals(place, names);
      // Of the processes that start at once, the first name gets the lock.
      const winner = rivals.find(
        ({ state, name }) =>
          state === "held" || (state === "wanted" && name < `${place.prefix}${unique}`),
      );
      if (winner) throw inUse(file, winner.pid);
      // In one turn of the event loop: a process that starts after this list finds the lock held.
      if (rivals.length === 0 && listOthers().every((name) => names.includes(name))) {
        state = "held";
        return { release };
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  } catch (error) {
    await release();
    throw error;
  }
}

interface Rival {
  name: string;
  state: State;
  pid: string;
}

/** The live ones among other processes' sockets; those of dead processes are removed. */
async function findRivals(place: SocketPlace, names: readonly string[]): Promise<Rival[]> {
  const rivals: Rival[] = [];
  for (const name of names) {
    const said = await askSocket(join(place.folder, name));
    if (said) rivals.push({ name, ...said });
    else rmSync(join(place.folder, name), { force: true });
  }
  return rivals;
}

async function lockByPipe(file: string): Promise<Lock> {
  const server = createServer((socket) => socket.end(`held ${process.pid}\n`));
  server.unref();
  try {
    await listenOn(server, `\\\\.\\pipe\\kapso-emulator-${hashOf(file)}`);
  } catch {
    throw inUse(file, "unknown");
  }
  return { release: () => closeServer(server) };
}

// The longest path that every system takes for a socket is 103 bytes.
const longestPath = 103;

interface SocketPlace {
  folder: string;
  prefix: string;
}

/**
 * The places for the sockets, the best first: beside the file, where containers that share it
 * see them; in the temporary folder where the path is too long or the disk holds no sockets.
 */
function socketPlaces(file: string): readonly SocketPlace[] {
  const folder = realpathSync(dirname(file));
  const beside = { folder, prefix: `${basename(file)}.lock-` };
  // Long enough for the largest process number, so that all processes choose the same place.
  const fits = Buffer.byteLength(join(folder, beside.prefix)) + 17 <= longestPath;
  const elsewhere = { folder: tmpdir(), prefix: `kapso-${hashOf(file)}-` };
  return fits ? [beside, elsewhere] : [elsewhere];
}

async function listenAt(
  server: Server,
  places: readonly SocketPlace[],
  name: string,
): Promise<SocketPlace> {
  let failure: unknown;
  for (const place of places) {
    try {
      await listenOn(server, join(place.folder, `${place.prefix}${name}`));
      return place;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function hashOf(file: string): string {
  const path = join(realpathSync(dirname(file)), basename(file));
  return createHash("sha256").update(path).digest("hex").slice(0, 16);
}

function listenOn(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** The message of the process behind a socket; undefined when that process has ended. */
function askSocket(path: string): Promise<{ state: State; pid: string } | undefined> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(path);
    // A process that accepts and sends nothing is stopped, as in a debugger: alive, so it holds the lock.
    socket.setTimeout(1_000, () => {
      socket.destroy();
      resolve({ state: "held", pid: "unknown" });
    });
    socket.setEncoding("utf8");
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED" || error.code === "ENOENT") resolve(undefined);
      const leaving = error.code === "ECONNRESET" || error.code === "EPIPE";
      resolve({ state: leaving ? "leaving" : "held", pid: "unknown" });
    });
    socket.on("end", () => {
      const [state = "", pid = "unknown"] = text.trim().split(" ");
      resolve({ state: state === "wanted" || state === "held" ? state : "leaving", pid });
    });
  });
}

function inUse(file: string, pid: string): Error {
  return new Error(
    `Another emulator uses the state file ${file} (process ${pid}). Stop it, or choose another file.`,
  );
}

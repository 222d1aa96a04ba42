import { createRoot } from "react-dom/client";
import { Inbox } from "./inbox";

const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<Inbox />);

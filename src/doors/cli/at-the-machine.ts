/** Who acts by the command line: whoever may run it on the machine runs the desk. */
import { deskViewer } from "#terms/person.ts";

export const atTheMachine = { id: "cli", name: "at the machine", via: "token", ...deskViewer } as const;

/** Mail relays of the tests on loopback: one that behaves, and one whose every answer a test writes by hand. */

import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly source: string;
  readonly user: string | undefined;
}

export interface Loopback {
  readonly port: number;
  readonly received: Received[];
  readonly close: () => Promise<void>;
}

const portOf = (server: { address: () => unknown }): number => (server.address() as AddressInfo).port;

export const openRelay = async (options: SMTPServerOptions = {}): Promise<Loopback> => {
  const received: Received[] = [];
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    authOptional: true,
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString("utf8"),
          user: session.user,
        });
        done();
      });
    },
    ...options,
  });
  server.on("error", () => undefined);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: portOf(server.server),
    received,
    close: () => new Promise((done) => server.close(() => done())),
  };
};

export interface Script {
  /** Answers to each line that the client sends; by default those of a relay that takes everything. */
  readonly answer?: (line: string, socket: Socket) => string | undefined;
  readonly greeting?: string;
  /** Called at the dot that ends a mail. */
  readonly atDot?: (socket: Socket) => void;
}

const usual = (line: string): string => {
  const verb = line.slice(0, 4).toUpperCase();
  if (verb === "EHLO") return "250 loopback";
  if (verb === "DATA") return "354 go on";
  if (verb === "QUIT") return "221 bye";
  return "250 fine";
};

/** One client: its lines are answered one by one, a mail ends at its dot. */
const converse = (socket: Socket, script: Script, mails: string[]): void => {
  let held = "";
  let inMail = false;
  const take = (end: string): string | undefined => {
    const at = held.indexOf(end);
    if (at < 0) return undefined;
    const piece = held.slice(0, at);
    held = held.slice(at + end.length);
    return piece;
  };
  const takeMail = (mail: string): void => {
    mails.push(mail);
    inMail = false;
    if (script.atDot === undefined) socket.write("250 taken over\r\n");
    else script.atDot(socket);
  };
  const takeLine = (line: string): void => {
    const answer = script.answer?.(line, socket) ?? usual(line);
    if (answer !== "") socket.write(`${answer}\r\n`);
    inMail = answer.startsWith("354");
  };
  if (script.greeting !== "") socket.write(`${script.greeting ?? "220 loopback"}\r\n`);
  socket.on("data", (chunk) => {
    held += chunk.toString("latin1");
    for (;;) {
      const piece = take(inMail ? "\r\n.\r\n" : "\r\n");
      if (piece === undefined) return;
      if (inMail) takeMail(piece);
      else takeLine(piece);
    }
  });
};

export const openScripted = async (script: Script): Promise<Loopback & { readonly mails: string[] }> => {
  const sockets = new Set<Socket>();
  const mails: string[] = [];
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
    converse(socket, script, mails);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: portOf(server),
    received: [],
    mails,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
      }),
  };
};

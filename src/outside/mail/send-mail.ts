/**
 * Hands one mail to the relay, for one reader, and says what became of it without guessing.
 *
 * A relay takes a mail over when it has read the dot that ends it (RFC 5321, 4.2.5). The last bytes are therefore held
 * back until `handOver` has put on record that they are about to leave. What fails before that moment certainly did not
 * arrive, and may be sent again. After it only the relay's own answer decides; without one the outcome is `unsure`.
 */
import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { err, ok, type Result } from "#kit/result.ts";
import type { Outcome, Relay } from "#terms/delivery.ts";
import type { ResolveName } from "../guard-address.ts";
import { composeMessage, type Letter } from "./compose-message.ts";
import { openSocket } from "./open-socket.ts";

export interface MailDoor {
  readonly relay: Relay;
  readonly password?: string | undefined;
  readonly ca?: string | undefined;
  readonly allowHosts: readonly string[];
  readonly resolve?: ResolveName;
}

interface SmtpError extends Error {
  readonly code?: string | undefined;
  readonly command?: string | undefined;
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
}

/** What a relay says is foreign text: one line, short. */
const answerOf = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 300);

const wordsOf = (fault: SmtpError): string => {
  if (fault.response !== undefined) return `The relay answered: ${answerOf(fault.response)}`;
  if (fault.code === "ETIMEDOUT") return "The relay said nothing for too long (timeoutMs).";
  return answerOf(fault.message);
};

type Session = { readonly connection: SMTPConnection; readonly broken: Promise<SmtpError> };

const openSession = async (door: MailDoor): Promise<Result<Session, SmtpError>> => {
  const { relay, password, ca } = door;
  const socket = await openSocket(relay, door.allowHosts, door.resolve);
  if (!socket.ok) return err(new Error(socket.error));
  const connection = new SMTPConnection({
    connection: socket.value,
    host: relay.host,
    secure: relay.security === "tls",
    requireTLS: relay.security === "starttls",
    ignoreTLS: relay.security === "none",
    name: relay.from.slice(relay.from.lastIndexOf("@") + 1),
    connectionTimeout: relay.timeoutMs,
    greetingTimeout: relay.timeoutMs,
    socketTimeout: relay.timeoutMs,
    tls: { minVersion: "TLSv1.2", ...(ca === undefined ? {} : { ca }) },
  });
  const broken = new Promise<SmtpError>((done) => {
    connection.once("error", done);
    connection.once("end", () => done(new Error("The relay ended the connection.")));
  });
  connection.on("error", () => undefined);
  const greeted = new Promise<SmtpError | undefined>((done) => connection.connect((fault) => done(fault ?? undefined)));
  const fault = await Promise.race([greeted, broken]);
  if (fault !== undefined) return close(connection, fault);
  if (relay.user === undefined) return ok({ connection, broken });
  const auth = { user: relay.user, pass: password ?? "", credentials: { user: relay.user, pass: password ?? "" } };
  const signedIn = new Promise<SmtpError | undefined>((done) =>
    connection.login(auth, (fault) => done(fault ?? undefined)),
  );
  const refused = await Promise.race([signedIn, broken]);
  return refused === undefined ? ok({ connection, broken }) : close(connection, refused);
};

const close = (connection: SMTPConnection, fault: SmtpError): Result<never, SmtpError> => {
  connection.close();
  return err(fault);
};

/** Refusals of this reader or this mail; any other is the relay's or ours, and may pass. */
const isForGood = ({ responseCode = 0, command = "" }: SmtpError): boolean =>
  responseCode >= 500 && (command === "RCPT TO" || command === "DATA" || responseCode === 552);

const judge = (fault: SmtpError, handedOver: boolean): Outcome => {
  const note = wordsOf(fault);
  if (fault.responseCode !== undefined) return isForGood(fault) ? { type: "failed", note } : { type: "later", note };
  if (!handedOver) return { type: "later", note };
  return { type: "unsure", note: `Handed over, and no answer came (${note.replace(/\.$/, "")}). Perhaps it arrived.` };
};

const heldBack = 64;

export interface HandOver {
  /** Puts on record that the last bytes are about to leave. @returns false when another has taken this mail over */
  readonly handOver: () => Promise<boolean>;
  readonly signal?: AbortSignal | undefined;
}

const isAborted = (signal: AbortSignal | undefined): Promise<SmtpError> =>
  new Promise((done) => {
    const stop = (): void => done(new Error("The worker was asked to stop."));
    if (signal?.aborted === true) stop();
    signal?.addEventListener("abort", stop, { once: true });
  });

export const sendMail = async (letter: Letter, door: MailDoor, { handOver, signal }: HandOver): Promise<Outcome> => {
  const message = await composeMessage(letter, door.relay);
  const session = await openSession(door);
  if (!session.ok) return judge(session.error, false);
  const { connection, broken } = session.value;
  let handedOver = false;
  async function* bytes(): AsyncGenerator<Buffer> {
    yield message.subarray(0, -heldBack);
    if (signal?.aborted === true) throw new Error("The worker was asked to stop.");
    if (!(await handOver())) throw new Error("Another worker has taken this mail over.");
    handedOver = true;
    yield message.subarray(-heldBack);
  }
  const envelope = { from: door.relay.from, to: [letter.to], size: message.length };
  const sent = new Promise<SmtpError | string>((done) =>
    connection.send(envelope, Readable.from(bytes(), { objectMode: false }), (fault, info) =>
      done(fault ?? answerOf(info?.response ?? "")),
    ),
  );
  const first = await Promise.race([sent, broken, isAborted(signal)]);
  // Asked to stop after the hand-over, the answer is still waited for: it decides, and it is all but there.
  const result = handedOver && signal?.aborted === true ? await Promise.race([sent, broken]) : first;
  if (typeof result !== "string") {
    connection.close();
    return judge(result, handedOver);
  }
  connection.quit();
  return { type: "sent", note: result };
};

export interface MailState {
  readonly greeting: string;
  readonly encrypted: boolean;
  readonly signedIn: boolean;
}

/** Whether mail would leave: greeting, encryption and sign-in. Nothing is sent. */
export const checkMail = async (door: MailDoor): Promise<Result<MailState, string>> => {
  const session = await openSession(door);
  if (!session.ok) return err(wordsOf(session.error));
  const { connection } = session.value;
  const { secure } = connection;
  connection.quit();
  return ok({
    greeting: `${door.relay.host}:${door.relay.port}`,
    encrypted: secure,
    signedIn: door.relay.user !== undefined,
  });
};

import type { SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";
import { type Relay, relaySchema } from "#terms/delivery.ts";
import { type Loopback, openRelay, openScripted, type Script } from "../../../test/publish/loopback-relay.ts";
import { makeCertificate } from "../../../test/publish/make-certificate.ts";
import { composeMessage, type Letter, messageIdOf } from "./compose-message.ts";
import { checkMail, type MailDoor, sendMail } from "./send-mail.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
const kept = <T extends { close: () => Promise<void> }>(opened: T): T => {
  closers.push(opened.close);
  return opened;
};

const relayOf = (more: Record<string, unknown> = {}): Relay =>
  relaySchema.parse({ host: "127.0.0.1", from: "desk@example.org", security: "none", timeoutMs: 1_000, ...more });

const doorTo = ({ port }: Loopback, more: Record<string, unknown> = {}, door: Partial<MailDoor> = {}): MailDoor => ({
  relay: relayOf({ port, ...more }),
  allowHosts: [`127.0.0.1:${port}`],
  ...door,
});

const letter: Letter = {
  to: "reader@example.org",
  subject: "[TLP:GREEN] Watchfloor, Thu 5 Feb 2026: Ports stand still",
  text: "TLP:GREEN\n\n.a line that begins with a dot\n\nTLP:GREEN\n",
  html: "<p>Ports stand still</p>",
  messageId: messageIdOf("delivery-1", "desk@example.org"),
  date: "2026-02-05T18:00:00Z",
  list: { name: "soc", title: "SOC" },
  unsubscribe: "https://desk.example/unsubscribe/abc",
};

const counted = () => {
  const calls = { handOvers: 0 };
  return {
    calls,
    handOver: async (): Promise<boolean> => {
      calls.handOvers += 1;
      return true;
    },
  };
};

describe("a mail is handed to the relay", () => {
  it("whole, with headers by which it is known again and a list can be left", async () => {
    const relay = kept(await openRelay());
    const { calls, handOver } = counted();
    expect(await sendMail(letter, doorTo(relay), { handOver })).toMatchObject({ type: "sent" });
    const [got] = relay.received;
    expect(got).toMatchObject({ from: "desk@example.org", to: ["reader@example.org"] });
    const source = got?.source ?? "";
    expect(source).toContain(`Message-ID: <${letter.messageId}>`);
    expect(source).toContain("Auto-Submitted: auto-generated");
    expect(source).toContain("List-ID: <soc.example.org>");
    expect(source).toContain("List-Unsubscribe: <https://desk.example/unsubscribe/abc>");
    expect(source).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    expect(source).toContain("\r\n.a line that begins with a dot");
    expect(calls.handOvers).toBe(1);
  });

  it("that names its sender for leaving, where the desk has no address and nobody who answers", async () => {
    const { unsubscribe: _none, ...bare } = letter;
    const source = (await composeMessage(bare, relayOf())).toString("utf8");
    expect(source).toContain("List-Unsubscribe: <mailto:desk@example.org?subject=unsubscribe%20soc>");
    expect(source).not.toContain("List-Unsubscribe-Post");
  });

  it("the same bytes each time", async () => {
    const [one, two] = await Promise.all([composeMessage(letter, relayOf()), composeMessage(letter, relayOf())]);
    expect(one.equals(two)).toBe(true);
  });

  it("to one reader each: a refused address leaves the others untouched", async () => {
    const relay = kept(
      await openRelay({
        onRcptTo: ({ address }, _session, done) =>
          address === "gone@example.org"
            ? done(Object.assign(new Error("no such user"), { responseCode: 550 }))
            : done(),
      }),
    );
    const { handOver } = counted();
    const outcomes = [];
    for (const to of ["one@example.org", "gone@example.org", "two@example.org"])
      outcomes.push((await sendMail({ ...letter, to }, doorTo(relay), { handOver })).type);
    expect(outcomes).toEqual(["sent", "failed", "sent"]);
    expect(relay.received.map(({ to }) => to[0])).toEqual(["one@example.org", "two@example.org"]);
  });

  it.each([
    ["subject", { subject: "Ports\r\nBcc: everyone@example.org" }],
    ["list", { list: { name: "soc>\r\nBcc: everyone@example.org", title: "x" } }],
    ["reader", { to: "reader@example.org\r\nBcc: everyone@example.org" }],
    ["Message-ID", { messageId: "a@b>\r\nBcc: everyone@example.org" }],
    ["unsubscribe address", { unsubscribe: "https://x/\r\nBcc: everyone@example.org" }],
    ["correction", { inReplyTo: "a@b>\r\nBcc: everyone@example.org" }],
  ] as const)("never with a header that its %s brings along", async (_what, change) => {
    const source = (await composeMessage({ ...letter, ...change }, relayOf())).toString("utf8");
    const head = source.slice(0, source.indexOf("\r\n\r\n"));
    expect(head).not.toMatch(/^bcc:/im);
  });
});

interface Case {
  readonly when: string;
  readonly script: Script;
  readonly becomes: string;
  readonly says: RegExp;
  /** Whether the last bytes were about to leave. */
  readonly handsOver: boolean;
}

const at =
  (verb: string, answer: string): NonNullable<Script["answer"]> =>
  (line) =>
    line.toUpperCase().startsWith(verb) ? answer : undefined;

const cases: readonly Case[] = [
  {
    when: "it greylists the reader",
    script: { answer: at("RCPT", "451 4.7.1 come back later") },
    becomes: "later",
    says: /451 4\.7\.1/,
    handsOver: false,
  },
  {
    when: "it refuses the reader for good",
    script: { answer: at("RCPT", "550 5.1.1 no such user") },
    becomes: "failed",
    says: /550/,
    handsOver: false,
  },
  {
    when: "it does not want the sender",
    script: { answer: at("MAIL", "550 not you") },
    becomes: "later",
    says: /550/,
    handsOver: false,
  },
  {
    when: "it is full",
    script: { answer: at("MAIL", "452 4.3.1 no room") },
    becomes: "later",
    says: /452/,
    handsOver: false,
  },
  { when: "it wants no mail at all", script: { greeting: "554 no" }, becomes: "later", says: /554/, handsOver: false },
  {
    when: "it closes for maintenance",
    script: { greeting: "421 later" },
    becomes: "later",
    says: /421/,
    handsOver: false,
  },
  { when: "it never greets", script: { greeting: "" }, becomes: "later", says: /said nothing/, handsOver: false },
  {
    when: "it stops answering in the middle",
    script: { answer: at("RCPT", "") },
    becomes: "later",
    says: /./,
    handsOver: false,
  },
  {
    when: "it refuses DATA",
    script: { answer: at("DATA", "554 5.7.1 not now") },
    becomes: "failed",
    says: /554/,
    handsOver: false,
  },
  {
    when: "it puts the mail off at the dot",
    script: { atDot: (socket) => socket.write("451 4.3.0 later\r\n") },
    becomes: "later",
    says: /451/,
    handsOver: true,
  },
  {
    when: "it refuses the mail at the dot",
    script: { atDot: (socket) => socket.write("554 5.7.1 spam\r\n") },
    becomes: "failed",
    says: /554/,
    handsOver: true,
  },
  {
    when: "the connection is cut after the dot",
    script: { atDot: (socket) => socket.destroy() },
    becomes: "unsure",
    says: /clos|end|reset/i,
    handsOver: true,
  },
  {
    when: "it says nothing after the dot",
    script: { atDot: () => undefined },
    becomes: "unsure",
    says: /said nothing/,
    handsOver: true,
  },
  {
    when: "it closes with 421 at the dot",
    script: { atDot: (socket) => socket.end("421 4.4.2 shutting down\r\n") },
    becomes: "later",
    says: /421/,
    handsOver: true,
  },
  {
    when: "it goes away at MAIL",
    script: {
      answer: (line, socket) => {
        if (!line.startsWith("MAIL")) return undefined;
        socket.destroy();
        return "";
      },
    },
    becomes: "later",
    says: /./,
    handsOver: false,
  },
  {
    when: "it answers what is no answer",
    script: { answer: at("MAIL", "hello") },
    becomes: "later",
    says: /./,
    handsOver: false,
  },
];

describe("what becomes of a mail when the relay is not kind", () => {
  it.each(cases)("$when: $becomes", async ({ script, becomes, says, handsOver }) => {
    const relay = kept(await openScripted(script));
    const { calls, handOver } = counted();
    const outcome = await sendMail(letter, doorTo(relay), { handOver });
    expect(outcome.type, outcome.note).toBe(becomes);
    expect(outcome.note).toMatch(says);
    expect(calls.handOvers).toBe(handsOver ? 1 : 0);
  });

  it("a relay that is not there: later", async () => {
    const relay = await openScripted({});
    await relay.close();
    expect(await sendMail(letter, doorTo(relay), counted())).toMatchObject({ type: "later", note: /ECONNREFUSED/ });
  });

  it("a mail that another worker took over meanwhile is not ended, so that the relay drops it", async () => {
    const relay = kept(await openScripted({}));
    const outcome = await sendMail(letter, doorTo(relay), { handOver: async () => false });
    expect(outcome).toMatchObject({ type: "later", note: /another worker/i });
    expect(relay.mails).toEqual([]);
  });

  it("a worker that is asked to stop before the hand-over leaves the mail for later", async () => {
    const relay = kept(await openScripted({ answer: at("RCPT", "") }));
    const stop = new AbortController();
    setImmediate(() => stop.abort());
    const outcome = await sendMail(letter, doorTo(relay), { ...counted(), signal: stop.signal });
    expect(outcome).toMatchObject({ type: "later", note: /stop/ });
    expect(relay.mails).toEqual([]);
  });

  it("a relay within, which no one has allowed, is not asked", async () => {
    const relay = kept(await openScripted({}));
    const closed: MailDoor = { ...doorTo(relay), allowHosts: [] };
    expect(await sendMail(letter, closed, counted())).toMatchObject({ type: "later", note: /allowHosts/ });
    const byName: MailDoor = {
      ...closed,
      relay: relayOf({ host: "relay.example", port: relay.port }),
      resolve: async () => [{ address: "127.0.0.1", family: 4 }],
    };
    expect(await sendMail(letter, byName, counted())).toMatchObject({ type: "later", note: /allowHosts/ });
    expect(relay.mails).toEqual([]);
  });
});

const { key, certificate: ca } = makeCertificate(new Date());

describe("encryption and signing in", () => {
  const secured = { key, cert: ca, disabledCommands: [], authMethods: ["PLAIN"] };
  const onAuth: NonNullable<SMTPServerOptions["onAuth"]> = (auth, _session, done) =>
    auth.username === "desk" && auth.password === "right" ? done(null, { user: "desk" }) : done(new Error("no"));

  it.each([
    ["from the first byte", { secure: true }, "tls"],
    ["by STARTTLS", { secure: false }, "starttls"],
  ] as const)("is encrypted %s, and signed in after that", async (_how, how, security) => {
    const relay = kept(await openRelay({ ...secured, ...how, onAuth }));
    const door = doorTo(relay, { security, user: "desk" }, { ca, password: "right" });
    expect(await sendMail(letter, door, counted())).toMatchObject({ type: "sent" });
    expect(relay.received[0]?.user).toBe("desk");
    expect(await checkMail(door)).toMatchObject({ ok: true, value: { encrypted: true, signedIn: true } });
    expect(relay.received).toHaveLength(1);
  });

  it("a wrong password is told, and the mail waits for the right one", async () => {
    const relay = kept(await openRelay({ ...secured, onAuth }));
    const door = doorTo(relay, { security: "starttls", user: "desk" }, { ca, password: "wrong" });
    const outcome = await sendMail(letter, door, counted());
    expect(outcome).toMatchObject({ type: "later", note: /535/ });
    expect(outcome.note).not.toContain("wrong");
    expect(await checkMail(door)).toMatchObject({ ok: false, error: /535/ });
  });

  it("a certificate that nobody vouches for ends it before a word of the mail is sent", async () => {
    const relay = kept(await openRelay({ ...secured, onAuth }));
    const door = doorTo(relay, { security: "starttls", user: "desk" }, { password: "right" });
    expect(await sendMail(letter, door, counted())).toMatchObject({ type: "later", note: /self.signed|certificate/i });
    expect(relay.received).toEqual([]);
  });

  it("a relay that offers no encryption gets nothing where encryption is asked for", async () => {
    const relay = kept(await openScripted({}));
    const outcome = await sendMail(letter, doorTo(relay, { security: "starttls" }), counted());
    expect(outcome.type).toBe("later");
    expect(relay.mails).toEqual([]);
  });

  it("the check sends nothing", async () => {
    const relay = kept(await openScripted({}));
    expect(await checkMail(doorTo(relay))).toMatchObject({ ok: true, value: { encrypted: false } });
    expect(relay.mails).toEqual([]);
  });
});

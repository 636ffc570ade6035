/** Everything about people that the rest of the house may ask of the store, on one connection. */
import type { Kysely } from "kysely";
import * as attempts from "./attempts.ts";
import * as feeds from "./feed-addresses.ts";
import * as oneTime from "./one-time.ts";
import * as people from "./people.ts";
import type { Tables } from "./schema.ts";
import * as factors from "./second-factors.ts";
import * as sessions from "./sessions.ts";
import * as tokens from "./tokens.ts";

export const openPeopleStore = (db: Kysely<Tables>) => {
  const on =
    <Args extends readonly unknown[], Answer>(ask: (db: Kysely<Tables>, ...args: Args) => Answer) =>
    (...args: Args): Answer =>
      ask(db, ...args);
  return {
    hasPeople: on(people.hasPeople),
    list: on(people.listPeople),
    readCredentials: on(people.readCredentials),
    add: on(people.addPerson),
    addFirst: on(people.addFirstPerson),
    addProvided: on(people.addProvided),
    linkProvider: on(people.linkProvider),
    change: on(people.changePerson),
    remove: on(people.removePerson),
    setPassword: on(people.setPassword),
    rehashPassword: on(people.rehashPassword),
    startSession: on(sessions.startSession),
    findSession: on(sessions.findSession),
    touchSession: on(sessions.touchSession),
    listSessions: on(sessions.listSessions),
    endSessions: on(sessions.endSessions),
    endSession: on(sessions.endSession),
    knowDevice: on(sessions.knowDevice),
    isKnownDevice: on(sessions.isKnownDevice),
    forgetDevice: on(sessions.forgetDevice),
    addToken: on(tokens.addToken),
    listTokens: on(tokens.listTokens),
    findToken: on(tokens.findToken),
    touchToken: on(tokens.touchToken),
    endToken: on(tokens.endToken),
    rotateToken: on(tokens.rotateToken),
    readFeedAddress: on(feeds.readFeedAddress),
    setFeedAddress: on(feeds.setFeedAddress),
    endFeedAddress: on(feeds.endFeedAddress),
    findFeedReader: on(feeds.findFeedReader),
    touchFeedAddress: on(feeds.touchFeedAddress),
    listTotp: on(factors.listTotp),
    replaceTotp: on(factors.replaceTotp),
    setTotp: on(factors.setTotp),
    clearTotp: on(factors.clearTotp),
    clearFactors: on(factors.clearFactors),
    takeTotpStep: on(factors.takeTotpStep),
    takeRecoveryCode: on(factors.takeRecoveryCode),
    countRecoveryCodes: on(factors.countRecoveryCodes),
    addPasskey: on(factors.addPasskey),
    listPasskeys: on(factors.listPasskeys),
    findPasskey: on(factors.findPasskey),
    countPasskeyUse: on(factors.countPasskeyUse),
    endPasskey: on(factors.endPasskey),
    takeAttempt: on(attempts.takeAttempt),
    settleAttempts: on(attempts.settleAttempts),
    readTries: on(attempts.readTries),
    dropAttempts: on(attempts.dropAttempts),
    putOneTime: on(oneTime.putOneTime),
    lookAtOneTime: on(oneTime.lookAtOneTime),
    takeOneTime: on(oneTime.takeOneTime),
    tryOneTime: on(oneTime.tryOneTime),
  };
};

export type PeopleStore = ReturnType<typeof openPeopleStore>;

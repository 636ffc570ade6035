/**
 * Run as a process of its own, so that what it needs at most can be read off it: makes an edition of the inputs and
 * prints it with its losses and the peak of its resident memory. Given a user, it stops being root first.
 */
import { makeEdition } from "#pipeline/index.ts";

const [asOf = "", user = "", ...inputs] = process.argv.slice(2);
if (user !== "") process.setuid?.(Number(user));
const { edition, losses } = await makeEdition({ inputs, asOf });
process.stdout.write(JSON.stringify({ edition, losses, peakMib: process.resourceUsage().maxRSS / 1024 }));

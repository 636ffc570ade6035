/** What was asked could not be finished, and nobody typed it wrongly: no store, no room, a damaged file. */
export class CannotFinish extends Error {
  override readonly name = "CannotFinish";
}

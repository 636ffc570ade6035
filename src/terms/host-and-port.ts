/** `host:port` as an operator names it, the port always written; IPv6 in brackets. */
import { z } from "zod";

export const hostAndPort = z
  .string()
  .regex(/^(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\]):\d{1,5}$/, "expected host:port");

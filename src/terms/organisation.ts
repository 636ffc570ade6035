/** The organisation that is briefed: what it is, where it is, what it runs, and who must act. Parsed from YAML. */
import { z } from "zod";
import { roleIds } from "./reader-role.ts";

export { type RoleId, roleIds, roleNames } from "./reader-role.ts";

export const organisationSchema = z.strictObject({
  name: z.string().min(1).max(200),
  sectors: z.array(z.string().min(1).max(80)).max(50).default([]),
  countries: z.array(z.string().length(2)).max(250).default([]),
  products: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(200),
        vendor: z.string().min(1).max(200).optional(),
        version: z.string().min(1).max(80).optional(),
        assets: z.array(z.string().min(1).max(200)).max(10_000).default([]),
        internetFacing: z.boolean().default(false),
      }),
    )
    .max(10_000)
    .default([]),
  absentProducts: z.array(z.string().min(1).max(200)).max(10_000).default([]),
  suppliers: z.array(z.string().min(1).max(200)).max(10_000).default([]),
  roles: z.array(z.enum(roleIds)).default([...roleIds]),
});

export type Organisation = z.infer<typeof organisationSchema>;

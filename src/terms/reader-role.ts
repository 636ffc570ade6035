/** Who reads an edition to act on it. The order is that of the page. */
export const roleIds = ["ciso", "soc_lead", "analyst", "fraud_risk", "identity", "security_operations"] as const;
export type RoleId = (typeof roleIds)[number];

export const roleNames: Readonly<Record<RoleId, string>> = {
  ciso: "CISO",
  soc_lead: "SOC lead",
  analyst: "Threat intelligence analyst",
  fraud_risk: "Fraud and risk",
  identity: "Identity and access",
  security_operations: "Security operations",
};

/**
 * Cloud, identity and platform records by marks that only they bear, in Sigma's log-source words.
 *
 * Facts from the vendors' record formats (CloudTrail record contents, Azure Monitor schemas, Google Cloud AuditLog, Microsoft
 * 365 management activity, Okta System Log, GitHub and Bitbucket audit logs, Kubernetes audit) and the Sigma taxonomy.
 */
import type { EventFields, EventValue, FieldTaxonomy, LogSourceFacts } from "#terms/event.ts";

export interface JsonKind {
  readonly name: string;
  readonly isOne: (fields: EventFields) => boolean;
  readonly source: (fields: EventFields) => LogSourceFacts;
  readonly taxonomy: FieldTaxonomy;
  /** What stands where the time should, the most trusted first. */
  readonly time: (fields: EventFields) => EventValue | undefined;
}

const noAliases: FieldTaxonomy = { roots: [], aliases: {} };

export const facts = (
  product: string | undefined,
  categories: readonly string[] = [],
  services: readonly string[] = [],
): LogSourceFacts => ({ ...(product === undefined ? {} : { product }), categories, services, known: true });

/** The same facts for every record of a kind. */
const always = (
  product: string,
  categories: readonly string[],
  services: readonly string[],
): (() => LogSourceFacts) => {
  const one = facts(product, categories, services);
  return () => one;
};

const isText = (value: EventValue | undefined): value is string => typeof value === "string";

const isFields = (value: EventValue | undefined): value is EventFields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const memberOf = (value: EventValue | undefined, name: string): EventValue | undefined =>
  isFields(value) ? value[name] : undefined;

const azureServices: ReadonlyMap<string, readonly string[]> = new Map([
  ["signinlogs", ["signinlogs"]],
  ["noninteractiveusersigninlogs", ["signinlogs"]],
  ["serviceprincipalsigninlogs", ["signinlogs"]],
  ["managedidentitysigninlogs", ["signinlogs"]],
  ["auditlogs", ["auditlogs", "pim"]],
  ["administrative", ["activitylogs"]],
  ["security", ["activitylogs"]],
  ["policy", ["activitylogs"]],
  ["userriskevents", ["riskdetection"]],
  ["riskyusers", ["riskdetection"]],
]);

const azureCategory = (fields: EventFields): string => {
  const { category, Category, eventCategory } = fields;
  const text = [category, Category, eventCategory].find(isText) ?? "";
  return text.toLowerCase();
};

const isAzure = (fields: EventFields): boolean => {
  const hasOperation = fields.operationName !== undefined || fields.OperationName !== undefined;
  if (hasOperation && azureServices.has(azureCategory(fields))) return true;
  if (fields.riskEventType !== undefined && fields.riskState !== undefined) return true;
  return isText(fields.resourceId) && fields.tenantId !== undefined && hasOperation;
};

const azureFacts = (fields: EventFields): LogSourceFacts => {
  if (fields.riskEventType !== undefined) return facts("azure", [], ["riskdetection"]);
  return facts("azure", [], azureServices.get(azureCategory(fields)) ?? ["activitylogs"]);
};

const isOffice = (fields: EventFields): boolean =>
  isText(fields.Workload) && fields.Operation !== undefined && fields.RecordType !== undefined;

/** Exchange's own records count for its service and for the audit log that they are part of. */
const officeFacts = (fields: EventFields): LogSourceFacts => {
  const workload = isText(fields.Workload) ? fields.Workload.toLowerCase() : "";
  const alerts = workload === "securitycompliancecenter" ? ["threat_management", "threat_detection"] : [];
  return facts("m365", [], ["audit", ...alerts, ...(workload === "exchange" ? ["exchange"] : [])]);
};

const googleApplication = (fields: EventFields): string | undefined => {
  const { id } = fields;
  const application = isFields(id) ? id.applicationName : undefined;
  return isText(application) ? application : undefined;
};

const isCloudTrail = (fields: EventFields): boolean =>
  isText(fields.eventSource) && fields.eventName !== undefined && fields.eventSource.endsWith(".amazonaws.com");

/** Records of Panther and others name their own `p_log_type`; the vendor's marks stay the same. */
export const cloudKinds: readonly JsonKind[] = [
  {
    name: "cloudtrail",
    isOne: isCloudTrail,
    source: always("aws", [], ["cloudtrail"]),
    taxonomy: noAliases,
    time: (fields) => fields.eventTime,
  },
  {
    name: "gcp-audit",
    isOne: (fields) =>
      fields.protoPayload !== undefined || (fields.logName !== undefined && fields.insertId !== undefined),
    source: always("gcp", [], ["gcp.audit"]),
    taxonomy: { roots: ["protoPayload"], aliases: {} },
    time: (fields) => fields.timestamp ?? fields.receiveTimestamp,
  },
  {
    name: "google-workspace",
    isOne: (fields) => googleApplication(fields) !== undefined,
    source: (fields) => facts("gcp", [], [`google_workspace.${googleApplication(fields)}`]),
    taxonomy: {
      roots: ["events"],
      aliases: { eventName: ["events.name"], eventService: ["id.applicationName"], eventType: ["events.type"] },
    },
    time: (fields) => memberOf(fields.id, "time"),
  },
  {
    name: "kubernetes-audit",
    isOne: (fields) => fields.auditID !== undefined && fields.verb !== undefined,
    source: always("kubernetes", ["application"], ["audit"]),
    taxonomy: {
      roots: ["objectRef"],
      aliases: {
        apiGroup: ["objectRef.apiGroup"],
        resource: ["objectRef.resource"],
        subresource: ["objectRef.subresource"],
        namespace: ["objectRef.namespace"],
        username: ["user.username"],
        capabilities: ["requestObject.spec.containers.securityContext.capabilities.add"],
        hostPath: ["requestObject.spec.volumes.hostPath.path"],
      },
    },
    time: (fields) => fields.requestReceivedTimestamp ?? fields.stageTimestamp,
  },
  {
    name: "azure",
    isOne: isAzure,
    source: azureFacts,
    taxonomy: {
      roots: ["properties"],
      aliases: {
        CategoryValue: ["category"],
        OperationName: ["operationName", "operationNameValue"],
        OperationNameValue: ["operationName"],
        operationName: ["OperationName", "operationNameValue"],
        ResultType: ["resultType"],
        ResultDescription: ["resultDescription"],
        Category: ["category"],
        Status: ["status", "properties.status.errorCode"],
        ClientApp: ["properties.clientAppUsed"],
        Username: ["properties.userPrincipalName"],
      },
    },
    time: (fields) =>
      fields.time ?? fields.createdDateTime ?? fields.TimeGenerated ?? fields.eventTimestamp ?? fields.activityDateTime,
  },
  {
    name: "m365",
    isOne: isOffice,
    source: officeFacts,
    taxonomy: {
      roots: ["Data"],
      aliases: {
        eventSource: ["Source", "Workload"],
        eventName: ["Name", "Operation"],
        status: ["Status", "ResultStatus"],
      },
    },
    time: (fields) => fields.CreationTime ?? fields.CreationDate,
  },
  {
    name: "okta",
    isOne: (fields) => fields.published !== undefined && fields.eventType !== undefined && isFields(fields.actor),
    source: always("okta", [], ["okta"]),
    taxonomy: {
      roots: [],
      aliases: { eventtype: ["eventType"], displaymessage: ["displayMessage"], legacyeventtype: ["legacyEventType"] },
    },
    time: (fields) => fields.published,
  },
  {
    name: "onelogin",
    isOne: (fields) => fields.event_type_id !== undefined && fields.account_id !== undefined,
    source: always("onelogin", [], ["onelogin.events"]),
    taxonomy: noAliases,
    time: (fields) => fields.created_at ?? fields.event_timestamp,
  },
  {
    name: "github-audit",
    isOne: (fields) =>
      isText(fields.action) &&
      fields.actor !== undefined &&
      (fields.org !== undefined || fields._document_id !== undefined),
    source: always("github", [], ["audit"]),
    taxonomy: noAliases,
    time: (fields) => fields["@timestamp"] ?? fields.created_at,
  },
  {
    name: "bitbucket-audit",
    isOne: (fields) => isFields(fields.auditType),
    source: always("bitbucket", [], ["audit"]),
    taxonomy: noAliases,
    time: (fields) => fields.timestamp,
  },
  {
    name: "opencanary",
    isOne: (fields) => fields.logtype !== undefined && fields.node_id !== undefined,
    source: always("opencanary", ["application"], []),
    taxonomy: noAliases,
    time: (fields) => fields.utc_time ?? fields.local_time_adjusted ?? fields.local_time,
  },
];

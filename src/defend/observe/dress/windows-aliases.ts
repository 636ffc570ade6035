/**
 * How Windows records answer to Sigma's names, by the shape they come in and the event they are.
 *
 * An alias is tried only when the record has no field of the rule's name, so a source's own names always win. Facts from the
 * Sigma taxonomy appendix (fields), Microsoft's field names of security events, and ECS 8 with the winlogbeat modules.
 */
import type { FieldTaxonomy } from "#terms/event.ts";

export type WindowsShape = "nested" | "flat" | "winlogbeat";

type Aliases = Readonly<Record<string, readonly string[]>>;

/** Names that differ between sources of one event, whatever their shape. */
const common: Aliases = {
  CommandLine: ["ProcessCommandLine", "Process_Command_Line", "CmdLine"],
  ParentCommandLine: ["ParentProcessCommandLine"],
  Image: ["NewProcessName", "ProcessPath", "New_Process_Name"],
  ParentImage: ["ParentProcessName", "Creator_Process_Name"],
  NewProcessName: ["Image"],
  ParentProcessName: ["ParentImage"],
  User: ["UserName", "AccountName"],
  ScriptBlockText: ["ScriptBlock"],
  Hashes: ["Hash"],
};

/** In 4688 a process's own number is `NewProcessId`; `ProcessId` there is its parent's. */
const processCreation: Aliases = {
  ParentProcessId: ["ProcessId"],
  User: ["SubjectUserName"],
  LogonId: ["SubjectLogonId"],
  IntegrityLevel: ["MandatoryLabel"],
};

const systemNested: Aliases = {
  EventID: ["Event.System.EventID"],
  Provider_Name: ["Event.System.Provider.#attributes.Name", "Event.System.Provider_attributes.Name"],
  Provider_Guid: ["Event.System.Provider.#attributes.Guid", "Event.System.Provider_attributes.Guid"],
  SourceName: ["Event.System.Provider.#attributes.Name", "Event.System.Provider_attributes.Name"],
  Source: ["Event.System.Provider.#attributes.Name", "Event.System.Provider_attributes.Name"],
  Channel: ["Event.System.Channel"],
  Computer: ["Event.System.Computer"],
  ComputerName: ["Event.System.Computer"],
  Hostname: ["Event.System.Computer"],
  Level: ["Event.System.Level"],
  Task: ["Event.System.Task"],
  Opcode: ["Event.System.Opcode"],
  Keywords: ["Event.System.Keywords"],
  Version: ["Event.System.Version"],
  EventRecordID: ["Event.System.EventRecordID"],
  UserID: ["Event.System.Security.#attributes.UserID", "Event.System.Security_attributes.UserID"],
  ExecutionProcessID: ["Event.System.Execution.#attributes.ProcessID"],
  ExecutionThreadID: ["Event.System.Execution.#attributes.ThreadID"],
  ActivityID: ["Event.System.Correlation.#attributes.ActivityID"],
  TimeCreated: ["Event.System.TimeCreated.#attributes.SystemTime"],
  SystemTime: ["Event.System.TimeCreated.#attributes.SystemTime"],
};

const systemFlat: Aliases = {
  EventID: ["EventId", "event_id", "EventCode", "Id"],
  Provider_Name: ["SourceName", "ProviderName", "Provider"],
  Provider_Guid: ["ProviderGuid"],
  Source: ["SourceName", "Provider_Name"],
  Channel: ["LogName", "log_name"],
  Computer: ["Hostname", "ComputerName", "MachineName", "host"],
  ComputerName: ["Hostname", "Computer"],
  Hostname: ["Computer", "ComputerName"],
  EventRecordID: ["RecordNumber", "RecordId"],
  Data: ["Message", "message"],
};

/** ECS names of winlogbeat's modules, for records whose `event_data` was cut down to them. */
const systemWinlogbeat: Aliases = {
  EventID: ["winlog.event_id", "event.code"],
  Provider_Name: ["winlog.provider_name", "event.provider"],
  Provider_Guid: ["winlog.provider_guid"],
  Source: ["winlog.provider_name"],
  Channel: ["winlog.channel"],
  Computer: ["winlog.computer_name", "host.name", "host.hostname"],
  ComputerName: ["winlog.computer_name", "host.name"],
  Hostname: ["winlog.computer_name", "host.name"],
  EventRecordID: ["winlog.record_id"],
  Data: ["winlog.event_data.param3", "message"],
  Keywords: ["winlog.keywords"],
  Task: ["winlog.task"],
  Image: ["winlog.event_data.NewProcessName", "process.executable"],
  CommandLine: ["winlog.event_data.ProcessCommandLine", "process.command_line"],
  ParentImage: ["winlog.event_data.ParentProcessName", "process.parent.executable"],
  ParentCommandLine: ["process.parent.command_line"],
  NewProcessName: ["winlog.event_data.Image", "process.executable"],
  ParentProcessName: ["process.parent.executable"],
  CurrentDirectory: ["process.working_directory"],
  ProcessId: ["process.pid"],
  ParentProcessId: ["process.parent.pid"],
  ProcessGuid: ["process.entity_id"],
  ParentProcessGuid: ["process.parent.entity_id"],
  OriginalFileName: ["process.pe.original_file_name", "file.pe.original_file_name"],
  Company: ["process.pe.company", "file.pe.company"],
  Description: ["process.pe.description", "file.pe.description"],
  Product: ["process.pe.product", "file.pe.product"],
  TargetFilename: ["file.path"],
  ImageLoaded: ["dll.path", "file.path"],
  Signed: ["dll.code_signature.signed", "file.code_signature.signed"],
  Signature: ["dll.code_signature.subject_name", "file.code_signature.subject_name"],
  TargetObject: ["registry.path"],
  Details: ["registry.data.strings"],
  PipeName: ["file.name"],
  QueryName: ["dns.question.name"],
  QueryResults: ["dns.resolved_ip"],
  DestinationIp: ["destination.ip"],
  DestinationPort: ["destination.port"],
  DestinationHostname: ["destination.domain"],
  SourceIp: ["source.ip"],
  SourcePort: ["source.port"],
  SourceHostname: ["source.domain"],
  Protocol: ["network.transport"],
  IpAddress: ["source.ip"],
  IpPort: ["source.port"],
  WorkstationName: ["source.domain"],
  ScriptBlockText: ["powershell.file.script_block_text"],
  User: ["winlog.event_data.UserName", "user.name"],
  TargetUserName: ["user.target.name"],
  SubjectUserName: ["user.name"],
};

const merge = (...tables: readonly Aliases[]): Aliases => {
  const merged: Record<string, readonly string[]> = {};
  for (const table of tables)
    for (const [name, paths] of Object.entries(table)) merged[name] = [...new Set([...(merged[name] ?? []), ...paths])];
  return merged;
};

const rootsOf: Readonly<Record<WindowsShape, readonly string[]>> = {
  nested: ["Event.EventData", "Event.UserData", "DataFields"],
  flat: ["DataFields"],
  winlogbeat: ["winlog.event_data", "winlog.user_data", "DataFields"],
};

const systemOf: Readonly<Record<WindowsShape, Aliases>> = {
  nested: systemNested,
  flat: systemFlat,
  winlogbeat: systemWinlogbeat,
};

const shapes: readonly WindowsShape[] = ["nested", "flat", "winlogbeat"];

const build = (shape: WindowsShape, ...first: readonly Aliases[]): FieldTaxonomy => ({
  roots: rootsOf[shape],
  aliases: merge(...first, systemOf[shape], common),
});

export const generalTaxonomy: ReadonlyMap<WindowsShape, FieldTaxonomy> = new Map(
  shapes.map((shape) => [shape, build(shape)]),
);

export const processTaxonomy: ReadonlyMap<WindowsShape, FieldTaxonomy> = new Map(
  shapes.map((shape) => [shape, build(shape, processCreation)]),
);

/** UserData holds one element named by its event; its members are what rules name. */
export const withUserData = (taxonomy: FieldTaxonomy, element: string): FieldTaxonomy => ({
  ...taxonomy,
  roots: [...taxonomy.roots, `Event.UserData.${element}`],
});

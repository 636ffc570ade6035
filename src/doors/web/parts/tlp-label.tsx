/** The TLP 2.0 label in its official colours, never translated. */
const names: Readonly<Record<string, string>> = {
  "TLP:RED": "red",
  "TLP:AMBER": "amber",
  "TLP:AMBER+STRICT": "amber",
  "TLP:GREEN": "green",
};

export const TlpLabel = ({ tlp }: { tlp: string }) => <span className={`tlp tlp-${names[tlp] ?? "clear"}`}>{tlp}</span>;

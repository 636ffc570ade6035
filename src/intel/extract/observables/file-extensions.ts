/**
 * File extensions, and those that are top-level domains too.
 *
 * Facts from the IANA root zone and common practice; the split is our judgement: an extension that malware and code use
 * far more often than hosts do is read as a file name unless a mark, a scheme or `www.` says host.
 */
const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** Extensions no top-level domain shares. */
export const fileExtensions = words(
  "exe dll sys drv ocx cpl scr msi msp msix msixbundle appx appxbundle bat cmd ps1 psm1 psd1 vbs vbe jse wsf wsh hta lnk pif reg inf ini cfg conf config " +
    "doc docx docm dotx dotm rtf xls xlsx xlsm xlsb xll xlam ppt pptx pptm pps ppsx odt ods odp pdf txt log csv tsv json xml xsl xslt yaml yml html htm mht mhtml svg " +
    "js mjs cjs jsx ts tsx jsp jspx php php3 php5 phtml asp aspx ashx asmx asax cfm cgi css scss vue c h cpp cxx cc hpp cs vb go rb lua swift kt java class jar war ear dex apk aab ipa " +
    "zipx rar 7z tar gz tgz bz2 xz zst lzh ace iso img vhd vhdx vmdk ova ovf dmg pkg deb rpm " +
    "bin dat db sqlite sqlite3 mdb tmp bak old cache part crdownload pem crt cer der key pfx p12 p7b jks kdbx asc sig " +
    "png jpg jpeg gif bmp ico tif tiff webp mp3 mp4 avi wav mkv flv swf eml msg pst ost oft ics vcf one onepkg chm hlp url website search-ms library-ms " +
    "dylib kext plist app exec elf ko o a lib obj pdb exp axf hex rom fw pyc pyd pyw ipynb pyo whl egg nupkg vsix xpi crx rsp sct wsc xap xbap xsn settingcontent-ms " +
    "encrypted locked crypt enc evtx evt etl pcap pcapng dmp mem vmem vmss edb dit jrs chk sdb job nls mui manifest theme contact gadget dsc ps1xml pssc cdxml mst msc vmx nvram " +
    "yar yara rules sigma stix nse pm6 tcl awk sed ksh zsh bash fish service socket timer desktop rc spec lock toml gradle properties sln csproj vcxproj vbproj aspnet resx rdp ica vnc ovpn pcf",
);

/** Extensions that are top-level domains too and still read as file names. */
export const fileFirstSuffixes = words("py sh rs so md zip mov ps pm cab dot bz tf pub mm ax");

/** First labels of program identifiers: `self.name`, `document.cookie`, `app.run`. */
export const codeObjects = words(
  "self this document window process console app os sys obj object module exports req res request response event evt e ev err error item items node elem element el data config cfg args argv params str string num math json array list dict map set user client server socket conn ctx context db cursor session file path date log logger request form page view model controller super base parent child root tree key value val var tmp temp buf buffer stream input output result ret func fn method class type struct player game",
);

/** Suffixes that are everyday words in code. */
export const codeSuffixes = words(
  "name id run call is it in to so do at as by be my me us no one new link click date day data pro info show watch play live read page store team world center support download email menu bar bio blog cloud host media network online plus post press report review search services site social software studio systems tools video zone map case cash app dev box build boo code codes download exchange game games global group ink law ltd name open order phone pics pub rest save select skin space store style support surf target tel top total trade training tube win work works fyi how parts properties reviews rip room rocks run school science security call host ads bid",
);

/** First labels of package names written the wrong way round: `com.example.app`. */
export const reversedRoots = words(
  "com org net io edu gov mil java javax jakarta android androidx kotlin sun cn ru de fr jp co app me dev",
);

/** First labels of detection names: `Trojan.Win32.Agent.cc`. */
export const detectionPrefixes = words(
  "trojan backdoor worm virus malware ransom ransomware riskware hacktool heur pua pup not-a-virus adware spyware exploit downloader dropper rootkit win32 win64 msil linux osx macos android js vbs html php python bat powershell gen generic agent trojandownloader trojandropper trojanspy trojanransom w32 w64 bds tr troj mal artemis variant suspicious behaveslike email-worm net-worm packed packer trojan-downloader trojan-dropper trojan-spy trojan-banker trojan-ransom trojan-psw constructor dos hoax doc o97m w97m x97m vba vbscript script java multios acad atros swf pdf lnk",
);

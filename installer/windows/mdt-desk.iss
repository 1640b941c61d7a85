; UNTESTED: nobody of this project has built or run this on Windows yet (docs/windows.md says what to do and to look at).
; Inno Setup 6.3 or newer, from the folder of the source, after pyinstaller --noconfirm build_installer.spec:
;   iscc /DVersion=0.1.0 installer\windows\mdt-desk.iss
#ifndef Version
  #define Version "0.1.0"
#endif

[Setup]
AppId={{6B1B7C5E-53A1-4D0B-9B0E-1F4B0C6D2A77}
AppName=MDT Desk
AppVersion={#Version}
AppPublisher=MDT Desk developers
AppComments=Demonstration: not for clinical use
DefaultDirName={autopf}\MDT Desk
DefaultGroupName=MDT Desk
DisableProgramGroupPage=yes
; Every place in this section and under [Files] is seen from here: the folder of the source.
SourceDir=..\..
LicenseFile=LICENSE
OutputDir=dist
OutputBaseFilename=mdt-desk-{#Version}-setup
Compression=lzma2
SolidCompression=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
PrivilegesRequired=admin
PrivilegesRequiredOverridesAllowed=commandline
UninstallDisplayIcon={app}\mdt-desk-window.exe
CloseApplications=yes
MinVersion=10.0

[Languages]
Name: "nl"; MessagesFile: "compiler:Languages\Dutch.isl"
Name: "en"; MessagesFile: "compiler:Default.isl"

[Files]
Source: "dist\mdt-desk\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{group}\MDT Desk"; Filename: "{app}\mdt-desk-window.exe"

; The settings of the hospital: an existing file is never written over. /SiteSettings=FILE puts one there.
[Dirs]
Name: "{commonappdata}\MDT Desk"; Permissions: users-readexec admins-full; Check: IsAdminInstallMode

[Files]
Source: "{param:SiteSettings}"; DestDir: "{commonappdata}\MDT Desk"; DestName: "settings.toml"; \
  Flags: external onlyifdoesntexist uninsneveruninstall; Check: HasSiteSettings

; The new version must not meet files of the old one.
[InstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

; Queues, keys and settings lie with the accounts and are left alone; only the program goes.
[UninstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Code]
function HasSiteSettings: Boolean;
begin
  Result := IsAdminInstallMode and (ExpandConstant('{param:SiteSettings}') <> '');
end;

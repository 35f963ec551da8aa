; The installer for Windows: into the person's own folder, without administrator's rights. `installer.py` compiles it
; and defines VERSION, FOUR_PARTS (as 1.2.3.0), FLAVOUR, ICON, LICENCE, OUT, SIZE_KB and, if it is to sign, SIGN.
Unicode true
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma
Name "Desktop TL"
BrandingText "Desktop TL ${VERSION} (${FLAVOUR})"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Desktop TL"
InstallDirRegKey HKCU "Software\Desktop TL" "InstallDir"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Desktop TL"
!define TYPE "DesktopTL.Run"
!define MIME "application/vnd.desktop-tl.run+zip"

VIProductVersion "${FOUR_PARTS}"
VIAddVersionKey ProductName "Desktop TL"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileDescription "Desktop TL, installer"
VIAddVersionKey FileVersion "${FOUR_PARTS}"
VIAddVersionKey LegalCopyright "The Desktop TL authors, BSD-3-Clause"

!ifdef SIGN
  !finalize '${SIGN} "%1"'
  !uninstfinalize '${SIGN} "%1"'
!endif

!include "MUI2.nsh"
!include "x64.nsh"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\Desktop TL.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString NOT_64 ${LANG_ENGLISH} "Desktop TL needs a 64-bit Windows 10 or newer."
LangString NOT_64 ${LANG_SIMPCHINESE} "Desktop TL 需要 64 位的 Windows 10 或更新版本。"
LangString IS_OPEN ${LANG_ENGLISH} "Desktop TL is open. Close it, then try again."
LangString IS_OPEN ${LANG_SIMPCHINESE} "Desktop TL 正在运行。请先关闭它，然后重试。"
LangString PACKED_RUN ${LANG_ENGLISH} "Packed run of Desktop TL"
LangString PACKED_RUN ${LANG_SIMPCHINESE} "Desktop TL 打包的训练记录"

; A program that runs cannot be written to. Kept apart for the uninstaller, whose functions NSIS wants under un.
!macro CLOSED un
Function ${un}RequireClosed
  again:
  IfFileExists "$INSTDIR\Desktop TL.exe" 0 done
  ClearErrors
  FileOpen $0 "$INSTDIR\Desktop TL.exe" a
  IfErrors 0 closed
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IS_OPEN)" /SD IDCANCEL IDRETRY again
    SetErrorLevel 2
    Abort
  closed:
  FileClose $0
  done:
FunctionEnd
!macroend
!insertmacro CLOSED ""
!insertmacro CLOSED "un."

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(NOT_64)" /SD IDOK
    SetErrorLevel 2
    Abort
  ${EndIf}
FunctionEnd

Section "Desktop TL"
  Call RequireClosed
  ; An older version goes first, so that none of its files stays behind. Settings, runs and plugins are elsewhere.
  ReadRegStr $1 HKCU "Software\Desktop TL" "InstallDir"
  ${If} $1 != ""
  ${AndIf} ${FileExists} "$1\uninstall.exe"
    ExecWait '"$1\uninstall.exe" /S _?=$1' $2
    ${If} $2 != 0
      SetErrorLevel 2
      Abort "$(IS_OPEN)"
    ${EndIf}
    Delete "$1\uninstall.exe"
  ${EndIf}

  !include "${INSTALLED}"

  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Desktop TL.lnk" "$INSTDIR\Desktop TL.exe"

  WriteRegStr HKCU "Software\Desktop TL" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\.tlrun" "" "${TYPE}"
  WriteRegStr HKCU "Software\Classes\.tlrun" "Content Type" "${MIME}"
  WriteRegStr HKCU "Software\Classes\${TYPE}" "" "$(PACKED_RUN)"
  WriteRegStr HKCU "Software\Classes\${TYPE}\DefaultIcon" "" '"$INSTDIR\Desktop TL.exe",0'
  WriteRegStr HKCU "Software\Classes\${TYPE}\shell\open\command" "" '"$INSTDIR\Desktop TL.exe" open "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x8000000, i 0, p 0, p 0)'

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Desktop TL"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" '"$INSTDIR\Desktop TL.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Desktop TL authors"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

; Takes away what was installed and nothing else: whatever somebody has put there stays, and so do settings and runs.
Section "Uninstall"
  Call un.RequireClosed

  !include "${REMOVED}"

  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Desktop TL.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\Desktop TL"
  DeleteRegKey HKCU "Software\Classes\${TYPE}"
  ReadRegStr $0 HKCU "Software\Classes\.tlrun" ""
  ${If} $0 == "${TYPE}"
    DeleteRegKey HKCU "Software\Classes\.tlrun"
  ${EndIf}
  System::Call 'shell32::SHChangeNotify(i 0x8000000, i 0, p 0, p 0)'
SectionEnd

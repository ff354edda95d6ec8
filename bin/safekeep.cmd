@echo off
rem The twin of the file beside, for cmd and PowerShell. cmd looks for a program in the working directory before the PATH,
rem and that directory may be a stranger's: so each program is run by its whole path, and none that lies there.
setlocal DisableDelayedExpansion
set "NoDefaultCurrentDirectoryInExePath=1"
set "cli=%~dp0..\dist\cli.js"
set "here=%CD%"
if not "%here:~-1%"=="\" set "here=%here%\"
set "node="
for /f "delims=" %%p in ('^""%SystemRoot%\System32\where.exe" $PATH:node.exe 2^>nul^"') do (
  if not defined node if /i not "%%~dpp"=="%here%" set "node=%%~fp"
)
set major=0
if defined node for /f "tokens=1 delims=v." %%v in ('^""%node%" --version 2^>nul^"') do set "major=%%v"
if %major% geq 22 goto machine
if defined SAFEKEEP_NODE goto editor
echo safekeep needs Node.js 22 or newer. 1>&2
exit /b 1
:machine
"%node%" "%cli%" %*
exit /b
:editor
set ELECTRON_RUN_AS_NODE=1
"%SAFEKEEP_NODE%" "%cli%" %*
exit /b

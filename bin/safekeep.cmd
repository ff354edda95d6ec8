@echo off
rem The twin of the file beside, for cmd and PowerShell.
setlocal
set "cli=%~dp0..\dist\cli.js"
set major=0
for /f "tokens=1 delims=v." %%v in ('node --version 2^>nul') do set major=%%v
if %major% geq 20 goto machine
if defined SAFEKEEP_NODE goto editor
echo safekeep needs Node.js 20 or newer. 1>&2
exit /b 1
:machine
node "%cli%" %*
exit /b
:editor
set ELECTRON_RUN_AS_NODE=1
"%SAFEKEEP_NODE%" "%cli%" %*
exit /b

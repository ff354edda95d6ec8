// What a shell must be told to complete `safekeep`: to ask `safekeep completion values`, and to offer files where that
// has no answer. The scripts know no verb, so they never grow old.

export const completionScripts = {
  bash: `# Completion of safekeep for bash. In ~/.bashrc: eval "$(safekeep completion bash)"
_safekeep() {
  local line=\${COMP_LINE:0:COMP_POINT} prefix= value about
  local -a words
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  # Bash may end words at these two, and puts back only what stands after the last one.
  local breaks=\${COMP_WORDBREAKS//[^:=]/} current=\${words[\${#words[@]}-1]}
  [[ -n $breaks ]] && prefix=\${current%"\${current##*[$breaks]}"}
  COMPREPLY=()
  while IFS=$'\\t' read -r value about; do
    printf -v value %q "\${value#"$prefix"}"
    COMPREPLY+=("$value")
  done < <("\${words[0]}" completion values -- "\${words[@]:1}" 2>/dev/null)
}
complete -o default -F _safekeep safekeep
`,
  zsh: `#compdef safekeep
# Completion of safekeep for zsh. As the file _safekeep in a folder of $fpath, or in ~/.zshrc below compinit:
# eval "$(safekeep completion zsh)"
_safekeep() {
  local value about
  local -a found
  while IFS=$'\\t' read -r value about; do
    found+=("\${value//:/\\\\:}:$about")
  done < <("\${words[1]}" completion values -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)
  if (( $#found )); then _describe -t values safekeep found; else _files; fi
}
if [[ $funcstack[1] == _safekeep ]]; then _safekeep "$@"; else compdef _safekeep safekeep; fi
`,
  fish: `# Completion of safekeep for fish. In ~/.config/fish/config.fish: safekeep completion fish | source
function __safekeep_complete
  set -l words (commandline -opc)
  set -l program $words[1]
  set -e words[1]
  set -l current (commandline -ct)
  set -l found ($program completion values -- $words "$current" 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path "$current"
  end
end
complete -c safekeep -f -a '(__safekeep_complete)'
`,
} as const;

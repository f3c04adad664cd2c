/** Shells for which there is a script. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof shells)[number];

/**
 * What a shell is to load so that the tab key completes `clio`. Each script hands the words up to the
 * cursor to `clio __complete` and shows what it prints: a candidate a line, after a tab what it is;
 * `:files` where the name of a file is wanted, `:open` where the word goes on after the candidate.
 */
export const scripts: Readonly<Record<Shell, string>> = {
  bash: String.raw`# bash completion for clio. Add to ~/.bashrc:  source <(clio completion bash)
_clio() {
  local line word value typed trim='' files='' open=''
  local -a words
  # From the text, because bash breaks its own words at colons and equal signs.
  IFS=$' \t\n' read -r -a words <<< "${'$'}{COMP_LINE:0:COMP_POINT}"
  [[ "${'$'}{COMP_LINE:0:COMP_POINT}" == *[[:space:]] ]] && words+=('')
  typed="${'$'}{words[${'$'}{#words[@]}-1]}"
  word="${'$'}{typed##*[:=]}"
  trim="${'$'}{typed%"$word"}"
  COMPREPLY=()
  while IFS= read -r line; do
    case "$line" in
      :files) files=1 ;;
      :open) open=1 ;;
      ?*)
        value="${'$'}{line%%$'\t'*}"
        value="${'$'}{value#"$trim"}"
        [[ "$value" == *[!A-Za-z0-9_.,:=@/+-]* ]] && printf -v value '%q' "$value"
        COMPREPLY+=("$value")
        ;;
    esac
  done < <("${'$'}{words[0]}" __complete -- "${'$'}{words[@]:1}" 2>/dev/null)
  [[ -n "$open" ]] && compopt -o nospace 2>/dev/null
  if [[ -n "$files" ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$word")
  fi
  return 0
}
complete -F _clio clio
`,
  zsh: String.raw`#compdef clio
# zsh completion for clio. Add to ~/.zshrc, after compinit:  source <(clio completion zsh)
_clio() {
  local line value files
  local -a lines values open
  # Up to the cursor, and without a quote that is still open.
  lines=("${'$'}{(@f)$(clio __complete -- "${'$'}{(@Q)words[2,CURRENT-1]}" "$IPREFIX${'$'}{(Q)PREFIX}" 2>/dev/null)}")
  for line in $lines; do
    case $line in
      :files) files=1 ;;
      :open) open=(-S '') ;;
      ?*)
        value=${'$'}{line%%$'\t'*}
        if [[ $line == *$'\t'* ]]; then
          values+=("${'$'}{value//:/\\:}:${'$'}{line#*$'\t'}")
        else
          values+=("${'$'}{value//:/\\:}")
        fi
        ;;
    esac
  done
  (( ${'$'}{#values} )) && _describe 'clio' values "${'$'}{open[@]}"
  if [[ -n $files ]]; then
    compset -P '--[^=]#='
    _files
  fi
}
if [[ ${'$'}{funcstack[1]} == _clio ]]; then _clio "$@"; else compdef _clio clio; fi
`,
  fish: String.raw`# fish completion for clio. Save as ~/.config/fish/completions/clio.fish
function __clio_complete
    set -l words (commandline -opc)
    # Without a quote that is still open.
    set -l current (commandline -ct | string replace -r '^["\']' '' | string unescape)
    set -e words[1]
    for line in (clio __complete -- $words "$current" 2>/dev/null)
        switch $line
            case ':files'
                set -l flag (string match -r -- '^--[^=]+=' "$current")
                set -l path (string replace -r -- '^--[^=]+=' '' "$current")
                printf "$flag%s\n" (__fish_complete_path "$path")
            case ':open'
            case '*'
                printf '%s\n' $line
        end
    end
end
complete -c clio -f -a '(__clio_complete)'
`,
  powershell: `# PowerShell completion for clio. Add to $PROFILE:
#   clio completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName clio -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.StartOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
    # Some versions drop an empty word on the way to a program, so that it is said with a flag.
    $next = @()
    if ($wordToComplete -eq '') { $next = @('--next') }
    clio __complete @next '--' @words 2>$null | ForEach-Object {
        if ($_ -and -not $_.StartsWith(':')) {
            $value, $about = $_ -split "${'`'}t", 2
            if (-not $about) { $about = $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $about)
        }
    }
}
`,
};

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
  # From the text up to the cursor, because bash breaks its own words at colons, equal signs and more.
  local text="${'$'}{COMP_LINE:0:COMP_POINT}" at char word='' quote='' begun='' head='' line value plain files='' open=''
  # What a backslash has to stand before within "...".
  local special=$'"\\$\x60'
  local -a words=()
  # head is what bash does not replace of the last word: what comes before the quote or the last break.
  for ((at = 0; at < ${'$'}{#text}; at++)); do
    char="${'$'}{text:at:1}"
    if [[ "$quote" == "'" && "$char" != "'" ]]; then
      word+="$char"
    elif [[ "$char" == \\ ]]; then
      ((at++))
      word+="${'$'}{text:at:1}"
      begun=1
    elif [[ -n "$quote" ]]; then
      if [[ "$char" == "$quote" ]]; then quote=''; else word+="$char"; fi
    elif [[ "$char" == "'" || "$char" == '"' ]]; then
      quote="$char"
      head="$word"
      begun=1
    elif [[ "$char" == [[:space:]] ]]; then
      [[ -n "$begun" ]] && words+=("$word")
      word='' begun='' head=''
    else
      word+="$char"
      begun=1
      [[ "$COMP_WORDBREAKS" == *"$char"* ]] && head="$word"
    fi
  done
  words+=("$word")
  COMPREPLY=()
  while IFS= read -r line; do
    case "$line" in
      :files) files=1 ;;
      :open) open=1 ;;
      ?*)
        value="${'$'}{line%%$'\t'*}"
        value="${'$'}{value#"$head"}"
        if [[ -n "$quote" ]]; then
          plain="$value" value=''
          for ((at = 0; at < ${'$'}{#plain}; at++)); do
            char="${'$'}{plain:at:1}"
            if [[ "$quote" == "'" && "$char" == "'" ]]; then
              char="'\\''"
            elif [[ "$quote" == '"' && "$special" == *"$char"* ]]; then
              char="\\$char"
            fi
            value+="$char"
          done
        elif [[ "$value" == *[!A-Za-z0-9_.,:=@/+-]* ]]; then
          printf -v value '%q' "$value"
        fi
        COMPREPLY+=("$value")
        ;;
    esac
  done < <("${'$'}{words[0]}" __complete -- "${'$'}{words[@]:1}" 2>/dev/null)
  [[ -n "$open" ]] && compopt -o nospace 2>/dev/null
  if [[ -n "$files" ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "${'$'}{word#"$head"}")
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
        # A backslash and a colon mean something to _describe.
        value=${'$'}{value//\\/\\\\}
        value=${'$'}{value//:/\\:}
        if [[ $line == *$'\t'* ]]; then value+=":${'$'}{line#*$'\t'}"; fi
        values+=("$value")
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
        Where-Object { $_.Extent.StartOffset -lt $cursorPosition } | ForEach-Object {
            if ($_.Extent.EndOffset -gt $cursorPosition) {
                # The cursor is within this word: what follows it is not a part of what is completed.
                $_.Extent.Text.Substring(0, $cursorPosition - $_.Extent.StartOffset).TrimStart("'", '"')
            } elseif ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst] -or
                $_ -is [System.Management.Automation.Language.ExpandableStringExpressionAst]) {
                # Without its quotes.
                $_.Value
            } else {
                $_.ToString()
            }
        })
    # Some versions drop an empty word on the way to a program, so that it is said with a flag.
    $next = @()
    if ($wordToComplete -eq '') { $next = @('--next') }
    $encoding = [Console]::OutputEncoding
    try {
        # What a program prints is read in this encoding.
        [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new()
        $lines = @(clio __complete @next '--' @words 2>$null)
    } finally {
        [Console]::OutputEncoding = $encoding
    }
    $lines | ForEach-Object {
        if ($_ -and -not $_.StartsWith(':')) {
            $value, $about = $_ -split "${'`'}t", 2
            if (-not $about) { $about = $value }
            # The text of a result is put into the line as it is.
            $text = $value
            if ($value -match '[^\\w.:/=,@%+-]') { $text = "'" + $value.Replace("'", "''") + "'" }
            [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $about)
        }
    }
}
`,
};

#compdef covm
# Completion of covm for zsh; made by: covm completion zsh
# Keep it as _covm in a directory of $fpath.
_covm() {
  if (( CURRENT == 2 )); then
    local -a commands=(
      'run:Run it, don'\''t "ask"'
      'storage:Look into it'
    )
    _describe -t commands 'command' commands
    return
  fi
  case $words[2] in
    run)
      shift 1 words
      (( CURRENT -= 1 ))
      _arguments -s \
        '-h[Show this help.]' '--help[Show this help.]' \
        '*--param=[A \[variable\].]:NAME=VALUE: ' \
        '-o+[Where\: a file.]:FILE:_files' '--output=[Where\: a file.]:FILE:_files' \
        '--engine=[Which.]:NAME:(auto plain)' \
        '*:FILE:_files'
      ;;
    storage)
      if (( CURRENT == 3 )); then
        local -a commands=(
          'get:Get a value'
        )
        _describe -t commands 'command' commands
        return
      fi
      case $words[3] in
        get)
          shift 2 words
          (( CURRENT -= 2 ))
          _arguments -s \
            '-h[Show this help.]' '--help[Show this help.]' \
            ':KEY: ' \
            '::HOW:(dry wet)'
          ;;
      esac
      ;;
  esac
}

if [[ $funcstack[1] = _covm ]]; then
  _covm "$@"
else
  compdef _covm covm
fi

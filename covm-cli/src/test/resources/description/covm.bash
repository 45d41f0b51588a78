# Completion of covm for bash; made by: covm completion bash
# Use it with: source <(covm completion bash)
_covm() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  if [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  local command=
  if ((COMP_CWORD > 1)); then
    command=${COMP_WORDS[1]}
    case $command in
      storage)
        if ((COMP_CWORD > 2)); then
          command="$command ${COMP_WORDS[2]}"
        fi
        ;;
    esac
  fi
  local options= paths= texts= choices= words= files=
  case $command in
    '')
      options='-h --help' words='run storage'
      ;;
    'run')
      options='-h --help --param -o --output --engine' paths='-o --output' texts='--param' files='yes'
      case $previous in
        --engine) choices='auto plain' ;;
      esac
      ;;
    'storage')
      options='-h --help' words='get'
      ;;
    'storage get')
      options='-h --help' words='dry wet'
      ;;
  esac
  if [[ " $paths " == *" $previous "* ]]; then
    _covm_files "$current"
  elif [[ " $texts " == *" $previous "* ]]; then
    COMPREPLY=()
  elif [[ -n $choices ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$current")
  elif [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
  elif [[ -n $words ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  elif [[ -n $files ]]; then
    _covm_files "$current"
  fi
}

_covm_files() {
  mapfile -t COMPREPLY < <(compgen -f -- "$1")
  compopt -o filenames 2>/dev/null
}

complete -F _covm covm

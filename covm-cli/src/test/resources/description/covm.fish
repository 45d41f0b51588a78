# Completion of covm for fish; made by: covm completion fish
# Keep it as covm.fish in ~/.config/fish/completions.

# Whether the words behind covm begin with these.
function __covm_in
  set -l words (commandline -opc)
  set -e words[1]
  set -l length (count $argv)
  test (count $words) -ge $length; or return 1
  test "$words[1..$length]" = "$argv"
end

# Whether the words behind covm are these and no more.
function __covm_at
  set -l words (commandline -opc)
  set -e words[1]
  test "$words" = "$argv"
end

complete -c covm -f
complete -c covm -n '__covm_at' -a run -d 'Run it, don\'t "ask"'
complete -c covm -n '__covm_at' -a storage -d 'Look into it'
complete -c covm -n '__covm_in run' -F
complete -c covm -n '__covm_in run' -s h -l help -d 'Show this help.'
complete -c covm -n '__covm_in run' -l param -x -d 'A [variable].'
complete -c covm -n '__covm_in run' -s o -l output -r -F -d 'Where: a file.'
complete -c covm -n '__covm_in run' -l engine -x -a 'auto plain' -d 'Which.'
complete -c covm -n '__covm_at storage' -a get -d 'Get a value'
complete -c covm -n '__covm_at storage get' -a dry
complete -c covm -n '__covm_at storage get' -a wet
complete -c covm -n '__covm_in storage get' -s h -l help -d 'Show this help.'

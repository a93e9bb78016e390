#!/bin/sh
# Runs a command until it ends or our standard input closes, which also happens when our parent process
# is killed. Then ends the rest of the command's process group: gcloud creates its own group.
exec 3<&0
"$@" < /dev/null 3<&- &
command=$!
trap "" PIPE # nothing may be left to read the message that the command was terminated
{
  cat <&3 > /dev/null
  kill -s TERM -- "-$command" 2> /dev/null || kill -s TERM "$command" 2> /dev/null
} &
wait "$command"

left=100
kill -s TERM -- "-$command" 2> /dev/null
while kill -s 0 -- "-$command" 2> /dev/null; do
  left=$((left - 1))
  [ "$left" -gt 0 ] || kill -s KILL -- "-$command" 2> /dev/null
  [ "$left" -gt -20 ] || break
  sleep 0.1
done
kill -s TERM 0

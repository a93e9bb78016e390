# Part of preflight.sh: whether an address that must belong to a person belongs to a group.

# Groups can be looked up by address. The look-up fails for other addresses, and for groups that you may not see.
checked=0
for address in $(addresses system_management_members) $(addresses system_read_only_members); do
  if gcloud identity groups describe "$address" --format='value(name)' > /dev/null 2>&1; then
    fail "$address is a group." 'Name its people, one by one: Identity-Aware Proxy would let the group in, but does not say which group a person belongs to, and the page compares the address of the person.'
    checked=1
  fi
done
if [ "$checked" = 0 ]; then ok 'no group that you can see is named where a person is required'; fi

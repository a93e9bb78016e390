# The other scripts of this folder source this file to read terraform.tfvars.

# value NAME: a plain text, number or true/false of terraform.tfvars; empty if it is not set.
value() { sed -nE "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*\"?([^\"#]*)\"?[[:space:]]*(#.*)?$/\1/p" terraform.tfvars | sed 's/[[:space:]]*$//'; }

# value_or_default NAME: the same, or the default in variables*.tf if it is not set.
value_or_default() {
  local set
  set=$(value "$1")
  echo "${set:-$(sed -nE "/^variable \"$1\"/,/^}/s/^ *default *= *\"?([^\"]*)\"?$/\1/p" variables*.tf)}"
}

# top_level: terraform.tfvars without comments and without the contents of brackets, one assignment per line.
top_level() {
  awk '{
    line = $0; text = ""; quoted = 0
    for (i = 1; i <= length(line); i++) {
      c = substr(line, i, 1)
      if (quoted) { if (c == "\\") i++; else if (c == "\"") quoted = 0; continue }
      if (c == "\"") { quoted = 1; continue }
      if (c == "#" || substr(line, i, 2) == "//") break
      if (c ~ /[[{(]/) depth++
      else if (c ~ /[])}]/) depth--
      else if (depth == 0) text = text c
    }
    if (text ~ /=/) print text
  }' terraform.tfvars
}

# names: the names that terraform.tfvars sets.
names() { top_level | sed -nE 's/^[[:space:]]*([A-Za-z_][A-Za-z0-9_-]*)[[:space:]]*=.*/\1/p'; }

# declared: the declared variables.
declared() { sed -nE 's/^variable "([^"]+)".*/\1/p' variables*.tf; }

# addresses NAME: the texts of a list, one per line.
addresses() {
  awk -v name="$1" '
    { sub(/#.*/, "") }
    $0 ~ "^[[:space:]]*" name "[[:space:]]*=" { inside = 1 }
    inside { print }
    inside && /\]/ { exit }
  ' terraform.tfvars | grep -oE '"[^"]+"' | tr -d '"'
}

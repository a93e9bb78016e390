# Read by the other scripts of this folder (`source read-variables.sh`): what terraform.tfvars says.

# value NAME: a plain text, number or true/false of terraform.tfvars, empty if it is not there.
value() { sed -nE "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*\"?([^\"#]*)\"?[[:space:]]*(#.*)?$/\1/p" terraform.tfvars | sed 's/[[:space:]]*$//'; }

# value_or_default NAME: the same, or what variables*.tf say where it is not there.
value_or_default() {
  local set
  set=$(value "$1")
  echo "${set:-$(sed -nE "/^variable \"$1\"/,/^}/s/^ *default *= *\"?([^\"]*)\"?$/\1/p" variables*.tf)}"
}

# top_level: terraform.tfvars without comments and without what stands within brackets, one assignment a line.
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

# names: what terraform.tfvars sets.
names() { top_level | sed -nE 's/^[[:space:]]*([A-Za-z_][A-Za-z0-9_-]*)[[:space:]]*=.*/\1/p'; }

# declared: the variables that there are.
declared() { sed -nE 's/^variable "([^"]+)".*/\1/p' variables*.tf; }

# addresses NAME: the texts of a list, one a line.
addresses() {
  awk -v name="$1" '
    { sub(/#.*/, "") }
    $0 ~ "^[[:space:]]*" name "[[:space:]]*=" { inside = 1 }
    inside { print }
    inside && /\]/ { exit }
  ' terraform.tfvars | grep -oE '"[^"]+"' | tr -d '"'
}

# The other scripts of this folder source this file to read the variables of one environment: terraform.tfvars, or
# environments/NAME.tfvars where ENVIRONMENT=NAME is set. infra/build-plan.sh sources it too, in a shell that is not Bash.

# stop SENTENCE: ends the script.
stop() {
  echo "$1" >&2
  exit 1
}

variables=terraform.tfvars
local_state=terraform.tfstate
if [ -n "${ENVIRONMENT:-}" ]; then
  variables=environments/$ENVIRONMENT.tfvars
  local_state=environments/$ENVIRONMENT.tfstate
  case $ENVIRONMENT in
    *[!a-z0-9-]*) stop "ENVIRONMENT is the name of a file in infra/environments, such as staging; \"$ENVIRONMENT\" cannot be one." ;;
  esac
  if [ ! -e "$variables" ]; then stop "There is no infra/$variables."; fi
  # Terraform reads these in every environment, and what they set would apply wherever a file leaves it out.
  for each in terraform.tfvars terraform.tfvars.json *.auto.tfvars *.auto.tfvars.json; do
    if [ -e "$each" ]; then stop "There is an infra/$each beside infra/environments, and Terraform would read it in every environment. Move it into infra/environments."; fi
  done
  # Each environment has its own connection to its own state, and its file in every command that takes variables. A
  # script that another one runs finds both set.
  if [ "${TF_VAR_environment:-}" != "$ENVIRONMENT" ]; then
    export TF_DATA_DIR="${TF_DATA_DIR:-$PWD/.terraform}/$ENVIRONMENT"
    export TF_VAR_environment="$ENVIRONMENT"
    export TF_CLI_ARGS_plan="-var-file=$variables ${TF_CLI_ARGS_plan:-}"
    export TF_CLI_ARGS_apply="-var-file=$variables ${TF_CLI_ARGS_apply:-}"
    export TF_CLI_ARGS_destroy="-var-file=$variables ${TF_CLI_ARGS_destroy:-}"
    export TF_CLI_ARGS_import="-var-file=$variables ${TF_CLI_ARGS_import:-}"
  fi
elif [ ! -e terraform.tfvars ]; then
  there=$(ls environments 2>/dev/null | sed -n 's/\.tfvars$//p' | tr '\n' ' ')
  if [ -n "$there" ]; then stop "Say which environment, with ENVIRONMENT=NAME. There are: $there"; fi
fi

# value NAME: a plain text, number or true/false of the file; empty if it is not set.
value() { sed -nE "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*\"?([^\"#]*)\"?[[:space:]]*(#.*)?$/\1/p" "$variables" | sed 's/[[:space:]]*$//'; }

# value_or_default NAME: the same, or the default in variables*.tf if it is not set.
value_or_default() {
  local set
  set=$(value "$1")
  echo "${set:-$(sed -nE "/^variable \"$1\"/,/^}/s/^ *default *= *\"?([^\"]*)\"?$/\1/p" variables*.tf)}"
}

# top_level: the file without comments and without the contents of brackets, one assignment per line.
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
  }' "$variables"
}

# names: the names that the file sets.
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
  ' "$variables" | grep -oE '"[^"]+"' | tr -d '"'
}

# same_project: the other files of infra/environments that name the project of this one.
same_project() {
  local mine each
  mine=$(value project_id)
  for each in environments/*.tfvars; do
    if [ "$each" != "$variables" ] && [ -e "$each" ] && [ "$(variables=$each value project_id)" = "$mine" ]; then echo "infra/$each"; fi
  done
}

# check_state: stops if the state that Terraform is connected to belongs to another environment or project.
check_state() {
  local kept_project kept_environment
  kept_project=$(terraform output -raw project_id 2> /dev/null) || return 0 # a state that has no output yet
  kept_environment=$(terraform output -raw environment 2> /dev/null) || kept_environment=''
  if [ "$kept_project" != "$(value project_id)" ]; then
    stop "The state is that of project $kept_project, and infra/$variables names $(value project_id). Nothing was done."
  fi
  if [ -n "$kept_environment" ] && [ "$kept_environment" != "${ENVIRONMENT:-}" ]; then
    stop "Project $kept_project is the environment $kept_environment, and infra/$variables names it too. Nothing was done."
  fi
}

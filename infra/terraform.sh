#!/usr/bin/env bash
# Runs Terraform in this folder, in the environment that ENVIRONMENT names: ENVIRONMENT=staging infra/terraform.sh plan
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source ./read-variables.sh
exec terraform "$@"

# Where the service runs: the project, its region, and the location of its data.

variable "project_id" {
  description = "The Google Cloud project, created or adopted. It gives access to every account of the domain: use it for nothing else."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "A project id has 6 to 30 characters: lower-case letters, digits and hyphens; it begins with a letter and does not end with a hyphen."
  }
  validation {
    condition     = var.existing_project_number != null || !can(regex("google|ssl", var.project_id))
    error_message = "Google allows no new project id with \"google\" or \"ssl\" in it. Choose another, such as acme-passwords."
  }
}

variable "existing_project_number" {
  description = "The number of an existing project to adopt: gcloud projects describe PROJECT --format='value(projectNumber)'. Null creates the project."
  type        = string
  default     = null

  validation {
    condition     = var.existing_project_number == null || can(regex("^[0-9]{6,15}$", var.existing_project_number))
    error_message = "A project number has only digits. Find it with: gcloud projects describe PROJECT --format='value(projectNumber)'"
  }
}

variable "parent" {
  description = "The parent of a new project: organizations/NUMBER or folders/NUMBER."
  type        = string
  default     = null

  validation {
    condition     = var.parent == null || can(regex("^(organizations|folders)/[0-9]+$", var.parent))
    error_message = "Write organizations/NUMBER or folders/NUMBER. Find the number with: gcloud organizations list"
  }
  validation {
    condition     = var.parent == null || var.existing_project_number == null
    error_message = "parent is for a new project, existing_project_number for an existing one: remove one of them."
  }
  validation {
    condition     = var.parent != null || var.existing_project_number != null
    error_message = "A new project needs a parent (organizations/NUMBER or folders/NUMBER), because Identity-Aware Proxy signs in members of an organisation. To use an existing project, set existing_project_number."
  }
}

variable "billing_account" {
  description = "The billing account of a new project, such as 01AB23-CD45EF-67AB89. A budget needs it too."
  type        = string
  default     = null

  validation {
    condition     = var.billing_account == null || !can(regex("^(?i)[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$", var.billing_account)) || try(upper(var.billing_account) == var.billing_account, false)
    error_message = "A billing account is written in capitals: ${try(upper(var.billing_account), "")}"
  }
  validation {
    condition     = var.billing_account == null || can(regex("^(?i)[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$", var.billing_account))
    error_message = "A billing account looks like 01AB23-CD45EF-67AB89. Find yours with: gcloud billing accounts list"
  }
  validation {
    condition     = var.billing_account != null || var.existing_project_number != null
    error_message = "A new project needs a billing account; without one no API can be enabled. Find yours with: gcloud billing accounts list"
  }
}

variable "region" {
  description = "The region of all resources: the nearest to the people and devices that use the service."
  type        = string
  nullable    = false

  validation {
    condition     = contains(local.regions, var.region)
    error_message = "This service needs Cloud Run, Firestore, KMS, Scheduler and Cloud Tasks in one region, and many regions lack Cloud Tasks. Choose one of: ${join(", ", local.regions)}. If Google has added yours since (gcloud tasks locations list), add it to the list in infra/variables.tf."
  }
}

locals {
  # The regions with Cloud Tasks (gcloud tasks locations list, spring 2026); they also have the other services.
  regions = [
    "asia-east1", "asia-east2", "asia-northeast1", "asia-northeast2", "asia-northeast3",
    "asia-south1", "asia-southeast1", "asia-southeast2", "australia-southeast1",
    "europe-central2", "europe-west1", "europe-west2", "europe-west3", "europe-west6",
    "northamerica-northeast1", "southamerica-east1",
    "us-central1", "us-east1", "us-east4", "us-west1", "us-west2", "us-west3", "us-west4",
  ]
}

variable "build_region" {
  description = "The region of builds that are started by hand. Null: the deployment's region. New projects may build in a few regions only: us-central1, us-west2, europe-west1, asia-east1, australia-southeast1, southamerica-east1. The image is still stored in the deployment's region."
  type        = string
  default     = null

  validation {
    condition     = var.build_region == null || can(regex("^[a-z]+-[a-z]+[0-9]+$", var.build_region))
    error_message = "build_region is a region, such as europe-west1. Omit it to build in the region of the functions."
  }
}

variable "firestore_database" {
  description = "The database's id. Change it only if an adopted project already uses (default), or after a restore."
  type        = string
  default     = "(default)"
  nullable    = false

  validation {
    condition     = var.firestore_database == "(default)" || can(regex("^[a-z][a-z0-9-]{2,61}[a-z0-9]$", var.firestore_database))
    error_message = "A database id is (default), or 4 to 63 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "firestore_location" {
  description = "The database's location: null for the region, or nam5 or eur3 for several regions at twice the price. Cannot be changed later."
  type        = string
  default     = null

  validation {
    condition     = var.firestore_location == null || try(contains(["nam5", "eur3", var.region], var.firestore_location), false)
    error_message = "Omit firestore_location (the database is then in the region), or choose nam5 (United States) or eur3 (Europe)."
  }
  validation {
    condition     = !(var.customer_managed_keys && try(contains(["nam5", "eur3"], var.firestore_location), false))
    error_message = "With customer_managed_keys the database must be in the region of the key: omit firestore_location."
  }
}

variable "log_location" {
  description = "The location of the project's log bucket _Default: global, unless your organisation sets another for new projects (gcloud logging settings describe)."
  type        = string
  default     = "global"
  nullable    = false

  validation {
    condition     = can(regex("^(global|us|eu|[a-z]+-[a-z]+[0-9]+)$", var.log_location))
    error_message = "log_location is global, or a region such as europe-west1: gcloud logging buckets list --project=PROJECT"
  }
}

variable "customer_managed_keys" {
  description = "Encrypts the database, the key's secret, the topic, the images and the functions with a key of your own in Cloud KMS. Only for a new deployment, because the database's key is chosen at its creation."
  type        = bool
  default     = false
  nullable    = false
}

variable "image" {
  description = "The functions' image by digest, as the build prints it: REGION-docker.pkg.dev/PROJECT/functions/functions@sha256:... \"none\" only for the first apply, before there is an image. There is no default, so that an apply without it cannot remove the functions; infra/apply.sh keeps the running image."
  type        = string
  nullable    = false

  validation {
    condition     = var.image == "none" || can(regex("^[a-z0-9-]+-docker\\.pkg\\.dev/[a-z0-9._/-]+@sha256:[0-9a-f]{64}$", var.image))
    error_message = "Name the image by digest (REGION-docker.pkg.dev/PROJECT/functions/functions@sha256:64 hex digits), never by tag: a tag can be moved to another image."
  }
}

variable "serving" {
  description = "The revision of each function that keeps all calls while a new one is tested. Only a build sets it; without it, the newest revision that is ready gets all calls."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "environment" {
  description = "The name of the file in infra/environments; empty with one environment. The scripts set it from ENVIRONMENT, and refuse a state of another environment."
  type        = string
  default     = ""
  nullable    = false
}

# Where it runs: the project, its region, what is kept where.

variable "project_id" {
  description = "The Google Cloud project, created or adopted. It holds the key to every account of the domain: give it nothing else to do."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "A project id has 6 to 30 characters: small letters, digits and hyphens; it begins with a letter and does not end with a hyphen."
  }
  validation {
    condition     = var.existing_project_number != null || !can(regex("google|ssl", var.project_id))
    error_message = "Google allows no new project id with \"google\" or \"ssl\" in it. Choose another, such as acme-passwords."
  }
}

variable "existing_project_number" {
  description = "To adopt a project that is there, its number: gcloud projects describe PROJECT --format='value(projectNumber)'. Null creates the project."
  type        = string
  default     = null

  validation {
    condition     = var.existing_project_number == null || can(regex("^[0-9]{6,15}$", var.existing_project_number))
    error_message = "A project number is digits only. Find it with: gcloud projects describe PROJECT --format='value(projectNumber)'"
  }
}

variable "parent" {
  description = "Where a new project goes: organizations/NUMBER or folders/NUMBER."
  type        = string
  default     = null

  validation {
    condition     = var.parent == null || can(regex("^(organizations|folders)/[0-9]+$", var.parent))
    error_message = "Write organizations/NUMBER or folders/NUMBER. Find the number with: gcloud organizations list"
  }
  validation {
    condition     = var.parent == null || var.existing_project_number == null
    error_message = "parent is for a project that is made, existing_project_number for one that is there: take one of them out."
  }
  validation {
    condition     = var.parent != null || var.existing_project_number != null
    error_message = "A new project needs a parent (organizations/NUMBER or folders/NUMBER): Identity-Aware Proxy signs in members of an organisation. To use a project that is there, set existing_project_number."
  }
}

variable "billing_account" {
  description = "The billing account of a new project, such as 01AB23-CD45EF-67AB89. Needed for a budget too."
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
    error_message = "A new project needs a billing account, else no API can be enabled. Find yours with: gcloud billing accounts list"
  }
}

variable "region" {
  description = "The region of everything. The nearest to the people and devices that use it."
  type        = string
  nullable    = false

  validation {
    condition     = contains(local.regions, var.region)
    error_message = "This service needs Cloud Run, Firestore, KMS, Scheduler and Cloud Tasks in one region; Cloud Tasks is the one that is missing in many. Choose one of: ${join(", ", local.regions)}. If Google has added yours since (gcloud tasks locations list), add it to the list in infra/variables.tf."
  }
}

locals {
  # Where Cloud Tasks is offered (gcloud tasks locations list, spring 2026); the others are there too.
  regions = [
    "asia-east1", "asia-east2", "asia-northeast1", "asia-northeast2", "asia-northeast3",
    "asia-south1", "asia-southeast1", "asia-southeast2", "australia-southeast1",
    "europe-central2", "europe-west1", "europe-west2", "europe-west3", "europe-west6",
    "northamerica-northeast1", "southamerica-east1",
    "us-central1", "us-east1", "us-east4", "us-west1", "us-west2", "us-west3", "us-west4",
  ]
}

variable "build_region" {
  description = "Where builds that are started by hand run. Null: in the region. New projects may build in a few regions only: us-central1, us-west2, europe-west1, asia-east1, australia-southeast1, southamerica-east1. What is built is kept in the region all the same."
  type        = string
  default     = null

  validation {
    condition     = var.build_region == null || can(regex("^[a-z]+-[a-z]+[0-9]+$", var.build_region))
    error_message = "build_region is a region, such as europe-west1. Leave it out to build where the functions are."
  }
}

variable "firestore_database" {
  description = "The database's id. Another than (default) only where an adopted project uses that one already."
  type        = string
  default     = "(default)"
  nullable    = false

  validation {
    condition     = var.firestore_database == "(default)" || can(regex("^[a-z][a-z0-9-]{2,61}[a-z0-9]$", var.firestore_database))
    error_message = "A database id is (default), or 4 to 63 small letters, digits and hyphens, beginning with a letter."
  }
}

variable "firestore_location" {
  description = "Where the database lies: null for the region, or nam5 or eur3 for several regions at twice the price. Cannot be changed later."
  type        = string
  default     = null

  validation {
    condition     = var.firestore_location == null || try(contains(["nam5", "eur3", var.region], var.firestore_location), false)
    error_message = "Leave firestore_location out (the database then lies in the region), or choose nam5 (United States) or eur3 (Europe)."
  }
  validation {
    condition     = !(var.customer_managed_keys && try(contains(["nam5", "eur3"], var.firestore_location), false))
    error_message = "With customer_managed_keys the database lies in the region, where the key is: leave firestore_location out."
  }
}

variable "log_location" {
  description = "Where the project's log bucket _Default lies: global, unless your organisation puts those of new projects somewhere else (gcloud logging settings describe)."
  type        = string
  default     = "global"
  nullable    = false

  validation {
    condition     = can(regex("^(global|us|eu|[a-z]+-[a-z]+[0-9]+)$", var.log_location))
    error_message = "log_location is global, or a region such as europe-west1: gcloud logging buckets list --project=PROJECT"
  }
}

variable "customer_managed_keys" {
  description = "Encrypts the database, the key's secret, the topic, the images and the functions with a key of your own in Cloud KMS. Only for a new deployment: the database's key is chosen when it is made."
  type        = bool
  default     = false
  nullable    = false
}

variable "image" {
  description = "The functions' image by digest, as the build prints it: REGION-docker.pkg.dev/PROJECT/functions/functions@sha256:... \"none\" only for the first apply, before there is an image. There is no default, so that nobody takes the functions away by forgetting it; infra/apply.sh keeps the one that runs."
  type        = string
  nullable    = false

  validation {
    condition     = var.image == "none" || can(regex("^[a-z0-9-]+-docker\\.pkg\\.dev/[a-z0-9._/-]+@sha256:[0-9a-f]{64}$", var.image))
    error_message = "Name the image by digest (REGION-docker.pkg.dev/PROJECT/functions/functions@sha256:64 hex digits), never by tag: a tag can be moved to another image."
  }
}

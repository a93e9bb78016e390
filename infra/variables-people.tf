# Who may use the service. Addresses are compared in lower case, as Google writes them.

variable "system_management_members" {
  description = "E-mail addresses of the people who may configure (System Management). People, not groups: the page compares the signed-in address."
  type        = set(string)
  nullable    = false

  validation {
    condition     = alltrue([for email in var.system_management_members : can(regex(local.email_form, email)) || can(regex(local.no_person, email))])
    error_message = "Each of system_management_members is one e-mail address, such as ada@example.com."
  }
  validation {
    condition     = !anytrue([for email in var.system_management_members : can(regex(local.no_person, email))])
    error_message = local.people_only
  }
  validation {
    condition     = length(var.system_management_members) > 0
    error_message = "Name at least one person in system_management_members, else nobody can configure the service."
  }
}

variable "system_read_only_members" {
  description = "E-mail addresses of the people who may view and change nothing (System Read Only)."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for email in var.system_read_only_members : can(regex(local.email_form, email)) || can(regex(local.no_person, email))])
    error_message = "Each of system_read_only_members is one e-mail address, such as ada@example.com."
  }
  validation {
    condition     = !anytrue([for email in var.system_read_only_members : can(regex(local.no_person, email))])
    error_message = local.people_only
  }
  validation {
    condition = length(setintersection(
      [for email in var.system_management_members : lower(email)],
      [for email in var.system_read_only_members : lower(email)],
    )) == 0
    error_message = "An address is either in system_management_members or in system_read_only_members. Remove it from one of them."
  }
}

variable "self_service_members" {
  description = "Who may see their own password on the page /me: e-mail addresses, or domain:example.com for everybody of the organisation whose address is in that domain. Nobody: the function self-service is not made. The policy must switch self-service on, too."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([for member in var.self_service_members :
      can(regex("^domain:[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$", member)) || (can(regex(local.email_form, member)) && !can(regex(local.no_person, member)))
    ])
    error_message = "Each of self_service_members is a person's e-mail address, or domain: and a domain, such as domain:example.com. A group cannot be named: Identity-Aware Proxy would let it in, but does not say which group a person belongs to."
  }
}

variable "mdm_service_accounts" {
  description = "E-mail addresses of the service accounts that may issue and read passwords: the MDM's. No other caller can use that function."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for email in var.mdm_service_accounts : can(regex("^[a-z0-9.-]+@[a-z0-9.-]+\\.gserviceaccount\\.com$", email))])
    error_message = "Each of mdm_service_accounts is a service account's address, such as mdm@acme-mdm.iam.gserviceaccount.com. A person or a group cannot be given every user's password."
  }
}

variable "alert_emails" {
  description = "E-mail addresses that receive alerts."
  type        = set(string)
  nullable    = false

  validation {
    condition     = alltrue([for email in var.alert_emails : can(regex(local.email_form, email))])
    error_message = "Each of alert_emails is one e-mail address, such as on-call@example.com."
  }
  validation {
    condition     = length(var.alert_emails) > 0
    error_message = "Name at least one address in alert_emails, so that somebody receives the alerts."
  }
}

variable "keyless" {
  description = "Makes a service account for keyless sign-in, and no key exists: the administrator authorises its client id, or gives the account itself an admin role. Needed where an organisation policy forbids service account keys (iam.disableServiceAccountKeyCreation)."
  type        = bool
  default     = false
  nullable    = false
}

variable "push_trigger" {
  description = "Builds and deploys every push to a branch of a repository connected to Cloud Build (projects/P/locations/R/connections/C/repositories/N). Null: builds are started by hand."
  type = object({
    repository = string
    branch     = optional(string, "^main$")
  })
  default = null

  validation {
    condition     = var.push_trigger == null || !can(regex("/gitRepositoryLinks/", var.push_trigger.repository))
    error_message = "That is a link of Developer Connect. Connect the repository in Cloud Build, Repositories, 2nd gen, and write projects/PROJECT/locations/REGION/connections/CONNECTION/repositories/REPOSITORY: docs/deploy.md, \"Deploy on every push\"."
  }
  validation {
    condition     = var.push_trigger == null || can(regex("^projects/[^/]+/locations/[^/]+/connections/[^/]+/(repositories|gitRepositoryLinks)/[^/]+$", var.push_trigger.repository))
    error_message = "Write the repository as projects/PROJECT/locations/REGION/connections/CONNECTION/repositories/REPOSITORY. Connect it first: docs/deploy.md, \"Deploy on every push\"."
  }
}

locals {
  email_form = "^[^@\\s,:]+@[^@\\s,:]+\\.[A-Za-z]{2,}$"

  # Addresses that certainly do not belong to a person. Other groups' addresses look like a person's; infra/preflight.sh asks Google.
  no_person   = "(?i)^(user|group|domain|serviceAccount|principal|principalSet):|@googlegroups\\.com$|\\.gserviceaccount\\.com$|^all(Authenticated)?Users$"
  people_only = "Name people one by one, by their address alone: Identity-Aware Proxy would let a group in, but does not say which group a person belongs to, and no service account can sign in on the page."

  management_members   = sort([for email in var.system_management_members : lower(email)])
  self_service_members = sort([for member in var.self_service_members : lower(member)])
  read_only_members    = sort([for email in var.system_read_only_members : lower(email)])
}

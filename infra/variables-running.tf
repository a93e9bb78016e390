# How the service runs: pace, retention, cost.

variable "paused" {
  description = "Stops the schedule and the queue: no run starts or continues. Passwords can still be issued, read and revoked. Administrators pause on the page instead; this is the operator's switch."
  type        = bool
  default     = false
  nullable    = false
}

variable "pace" {
  description = "The pace of runs. Google allows 2,400 Directory calls a minute for the one administrator that all calls act as; 25 a second leaves 15 for issuing and reading. Google does not publish its limit on concurrent calls for a customer; 10 stays well below any reported limit. Google allows 4 binds a second at Secure LDAP for the whole organisation, Wi-Fi included; runs make binds_per_second, and people and programs who wait for one may make as many again."
  type = object({
    calls_per_second = optional(number, 25)
    calls_at_once    = optional(number, 10)
    binds_per_second = optional(number, 1)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.pace.calls_per_second >= 1 && var.pace.calls_per_second <= 40 && floor(var.pace.calls_per_second) == var.pace.calls_per_second
    error_message = "pace.calls_per_second is a whole number from 1 to 40: Google allows 2,400 calls a minute."
  }
  validation {
    condition     = var.pace.calls_at_once >= 1 && var.pace.calls_at_once <= 100 && floor(var.pace.calls_at_once) == var.pace.calls_at_once
    error_message = "pace.calls_at_once is a whole number from 1 to 100."
  }
  validation {
    condition     = var.pace.binds_per_second >= 1 && var.pace.binds_per_second <= 4 && floor(var.pace.binds_per_second) == var.pace.binds_per_second
    error_message = "pace.binds_per_second is a whole number from 1 to 4: Google allows 4 binds a second for the whole organisation."
  }
}

variable "warm_passwords_instances" {
  description = "Instances of passwords that always run, so that no call waits for a start. Each costs about 10 dollars a month; 0 costs nothing."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.warm_passwords_instances >= 0 && var.warm_passwords_instances <= 4 && floor(var.warm_passwords_instances) == var.warm_passwords_instances
    error_message = "warm_passwords_instances is a whole number from 0 to 4."
  }
}

variable "password_key_rotation_days" {
  description = "Days until Cloud KMS makes a new version of the key that encrypts passwords. Each version that is kept costs 0.06 dollars a month."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = var.password_key_rotation_days >= 1 && var.password_key_rotation_days <= 3650 && floor(var.password_key_rotation_days) == var.password_key_rotation_days
    error_message = "password_key_rotation_days is a whole number of days from 1 to 3650; Cloud KMS accepts no part of a day. The page sets how often users' passwords change, also in whole days."
  }
}

variable "replaced_key_destroy_days" {
  description = "Days between the order to destroy a replaced service account key and its destruction. Until then it can be restored."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.replaced_key_destroy_days >= 1 && var.replaced_key_destroy_days <= 1000 && floor(var.replaced_key_destroy_days) == var.replaced_key_destroy_days
    error_message = "replaced_key_destroy_days is a whole number of days from 1 to 1000, the range of Secret Manager."
  }
}

variable "point_in_time_recovery" {
  description = "Keeps every version of every document for 7 days, so that the database can be restored to any minute. Costs storage only."
  type        = bool
  default     = true
  nullable    = false
}

variable "backup_retention_days" {
  description = "Days that each daily backup of the database is kept."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.backup_retention_days >= 1 && var.backup_retention_days <= 98 && floor(var.backup_retention_days) == var.backup_retention_days
    error_message = "backup_retention_days is a whole number of days from 1 to 98: Firestore keeps a backup for at most 14 weeks."
  }
}

variable "log_retention_days" {
  description = "Days that logs are kept, including the audit trail. Longer than backups, because a restore reads in the log what happened since. Beyond 30 days a gigabyte costs 0.01 dollars a month."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.log_retention_days >= 1 && var.log_retention_days <= 3650 && floor(var.log_retention_days) == var.log_retention_days
    error_message = "log_retention_days is a whole number of days from 1 to 3650, the range of Cloud Logging."
  }
  validation {
    condition     = var.log_retention_days > var.backup_retention_days
    error_message = "Keep logs longer than backups: log_retention_days must be more than backup_retention_days. A restore reads in the log who was revoked since the backup."
  }
}

variable "budget" {
  description = "Mails the alert addresses when the project's cost of a month reaches 50, 90 and 100 per cent of this amount, in the billing account's currency."
  type = object({
    amount   = number
    currency = string
  })
  default = null

  validation {
    condition     = var.budget == null || try(var.budget.amount >= 1 && floor(var.budget.amount) == var.budget.amount && can(regex("^[A-Z]{3}$", var.budget.currency)), false)
    error_message = "budget is a whole amount of at least 1 and a currency of three letters, such as { amount = 10, currency = \"EUR\" }."
  }
  validation {
    condition     = var.budget == null || var.billing_account != null
    error_message = "A budget belongs to a billing account: set billing_account too."
  }
}

variable "deletion_protection" {
  description = "Protects the functions, the database and the key's secret from deletion. Set it to false only to remove everything: docs/operate.md."
  type        = bool
  default     = true
  nullable    = false
}

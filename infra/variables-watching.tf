# What an organisation may want beside the alerts by e-mail. All of it is off by default, with its cost beside it.

variable "alert_channels" {
  description = "Notification channels beside the e-mails, made in the console (Monitoring, Alerting, Edit notification channels) so that no secret of theirs is in the state: PagerDuty, Slack, a webhook. Each as projects/PROJECT/notificationChannels/NUMBER. Google charges nothing for them."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for channel in var.alert_channels : can(regex("^projects/${var.project_id}/notificationChannels/[0-9]+$", channel))])
    error_message = "Each of alert_channels is projects/${var.project_id}/notificationChannels/NUMBER: gcloud beta monitoring channels list --project=${var.project_id}"
  }
}

variable "alert_topics" {
  description = "Pub/Sub topics that receive alerts as JSON, each as projects/PROJECT/topics/TOPIC. The topic's owner lets Cloud Monitoring publish: docs/operate.md, \"Other ways to be told\". Costs what Pub/Sub does: nothing below 10 GiB a month."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for topic in var.alert_topics : can(regex("^projects/[a-z][a-z0-9-]{4,28}[a-z0-9]/topics/[A-Za-z][A-Za-z0-9._~+%-]{2,254}$", topic))])
    error_message = "Each of alert_topics is projects/PROJECT/topics/TOPIC."
  }
}

variable "uptime_checks" {
  description = "Calls passwords, rotation and rotation-worker every 5 minutes from outside and without a token, and alerts unless each refuses. 129,600 calls a month at most; Google charges 0.30 dollars for 1,000 beyond a million in a project. Calls that are refused there start no instance. One more alert."
  type        = bool
  default     = false
  nullable    = false
}

variable "service_levels" {
  description = "Two objectives over 28 days, with alerts on how fast their budget burns: the share of calls about a user that are answered, and the share of ticks that find at most 1 per cent of passwords late. {} sets 0.995 and 0.95. Null: none. Google charges nothing for an objective; there are four more alerts with three conditions each, and three more metrics of log lines, less than a megabyte a month each, where 150 are free."
  type = object({
    passwords_answered = optional(number, 0.995)
    rotation_on_time   = optional(number, 0.95)
  })
  default = null

  validation {
    condition     = var.service_levels == null || try(alltrue([for goal in values(var.service_levels) : goal >= 0.94 && goal <= 0.9999]), false)
    error_message = "Each of service_levels is from 0.94 to 0.9999. Below 0.94 the budget could not burn 14.4 times as fast as planned, so no alert could come."
  }
}

variable "audit_trail" {
  description = "Keeps the audit trail and Google's audit logs in a log bucket of their own, for `days`. `readers` (user:ADDRESS or group:ADDRESS) may read that bucket and nothing else. `locked = true` CANNOT BE UNDONE, by nobody: until the last entry is `days` old, neither Google nor you can shorten the time or delete the bucket. Costs 0.50 dollars a gigabyte beyond 50 GiB a month of all logs of the project, and 0.01 a gigabyte a month after 30 days: 0.01 a month for 10,000 users, 0.86 for a million, docs/performance.md."
  type = object({
    days     = optional(number, 400)
    locked   = optional(bool, false)
    location = optional(string)
    readers  = optional(set(string), [])
  })
  default = null

  validation {
    condition     = var.audit_trail == null || try(var.audit_trail.days >= 1 && var.audit_trail.days <= 3650 && floor(var.audit_trail.days) == var.audit_trail.days, false)
    error_message = "audit_trail.days is a whole number of days from 1 to 3650, the range of Cloud Logging."
  }
  validation {
    condition     = var.audit_trail == null || try(var.audit_trail.location == null || can(regex("^(global|us|eu|[a-z]+-[a-z]+[0-9]+)$", var.audit_trail.location)), false)
    error_message = "audit_trail.location is global, us, eu, or a region such as europe-west1. Omit it to use log_location."
  }
  validation {
    condition     = var.audit_trail == null || try(alltrue([for reader in var.audit_trail.readers : can(regex("^(user|group):[^@\\s,:]+@[^@\\s,:]+\\.[A-Za-z]{2,}$", reader))]), false)
    error_message = "Each of audit_trail.readers is user: or group: and an address, such as group:auditors@example.com."
  }
}

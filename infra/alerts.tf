# Each alert has a section of the same name in docs/operate.md: what it means and what to do.

resource "google_monitoring_notification_channel" "email" {
  for_each = toset([for email in var.alert_emails : lower(email)])

  project      = local.project_id
  display_name = each.key
  type         = "email"
  labels       = { email_address = each.key }

  depends_on = [google_project_service.api]
}

locals {
  channels = [for channel in google_monitoring_notification_channel.email : channel.id]

  # One of these lines in `seconds` is an alert, once it has been so for `lasting` seconds. Rotation ticks
  # every 15 minutes, and writes its line more often while a run is planned.
  count_alerts = {
    connection-fails = {
      title   = "The connection to Google fails"
      metric  = "configuration-failing", seconds = 1800, lasting = 0, severity = "CRITICAL"
      meaning = "Google refuses the key, the delegation or the administrator. No password can be issued or rotated until somebody mends it. Open the page: the chain shows which link is broken and how to mend it."
    }
    accounts-overdue = {
      title   = "Accounts are overdue"
      metric  = "runs-that-left-overdue", seconds = 1800, lasting = 3600, severity = "WARNING"
      meaning = "For more than an hour, runs have found accounts whose password should have been rotated long ago."
    }
    accounts-parked = {
      title   = "Accounts are parked"
      metric  = "runs-that-saw-parked", seconds = 3600, lasting = 0, severity = "WARNING"
      meaning = "Rotation gave some accounts up after its retries. The page lists them with the reason."
    }
    unexpected-error = {
      title   = "An unexpected error"
      metric  = "unexpected-errors", seconds = 600, lasting = 0, severity = "ERROR"
      meaning = "A function met something that it was not written for: a fault of ours, or an outage of Firestore, KMS or Secret Manager."
    }
  }
}

resource "google_monitoring_alert_policy" "count" {
  for_each = local.count_alerts

  project               = local.project_id
  display_name          = each.value.title
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = local.channels

  conditions {
    display_name = each.value.title

    condition_threshold {
      filter          = "resource.type=\"cloud_run_revision\" AND metric.type=\"logging.googleapis.com/user/${google_logging_metric.count[each.value.metric].name}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "${each.value.lasting}s"

      aggregations {
        alignment_period     = "${each.value.seconds}s"
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "${each.value.meaning} See docs/operate.md, \"${each.value.title}\"."
  }

  alert_strategy {
    auto_close = "86400s"
  }

  depends_on = [time_sleep.metrics_known]
}

resource "google_monitoring_alert_policy" "calls_fail" {
  project               = local.project_id
  display_name          = "Calls fail"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local.channels

  conditions {
    display_name = "More than 5 per cent of a function's calls are answered 5xx for 10 minutes"

    condition_threshold {
      filter             = "resource.type=\"cloud_run_revision\" AND metric.type=\"run.googleapis.com/request_count\" AND metric.labels.response_code_class=\"5xx\""
      denominator_filter = "resource.type=\"cloud_run_revision\" AND metric.type=\"run.googleapis.com/request_count\""
      comparison         = "COMPARISON_GT"
      threshold_value    = 0.05
      duration           = "600s"

      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_RATE"
        cross_series_reducer = "REDUCE_SUM"
        group_by_fields      = ["resource.label.service_name"]
      }
      denominator_aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_RATE"
        cross_series_reducer = "REDUCE_SUM"
        group_by_fields      = ["resource.label.service_name"]
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "A function answers many calls with 5xx: Google is out of reach or over its quota, or a new revision is broken. See docs/operate.md, \"Calls fail\"."
  }

  alert_strategy {
    auto_close = "86400s"
  }

  depends_on = [google_project_service.api]
}

resource "google_monitoring_alert_policy" "rotation_stands_still" {
  project               = local.project_id
  display_name          = "Rotation stands still"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local.channels
  # Nothing to expect while it is paused, or before the first image.
  enabled = !var.paused && var.image != "none"

  conditions {
    display_name = "No run for an hour"

    condition_absent {
      filter   = "resource.type=\"cloud_run_revision\" AND metric.type=\"logging.googleapis.com/user/${google_logging_metric.count["rotation-runs"].name}\""
      duration = "3600s"

      aggregations {
        alignment_period     = "900s"
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Cloud Scheduler does not start rotation, or rotation does not get to its end. Nothing is rotated and nothing unconfirmed is settled. See docs/operate.md, \"Rotation stands still\"."
  }

  alert_strategy {
    auto_close = "86400s"
  }

  depends_on = [time_sleep.metrics_known]
}

# Somebody who is none of our functions read the key, signed for the delegated account, decrypted a
# password, or made a key for one of our accounts. Google's audit log (audit.tf) says who.
resource "google_monitoring_alert_policy" "stranger_reads" {
  project               = local.project_id
  display_name          = "A stranger read the key or a password"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = local.channels

  conditions {
    display_name = "A read by somebody else than the functions"

    condition_matched_log {
      filter = join(" OR ", [for read in local.guarded_reads :
        "(protoPayload.serviceName=\"${read.service}\" AND protoPayload.methodName=~\"${read.method}\" AND protoPayload.resourceName=~\"${read.resource}\" AND NOT protoPayload.authenticationInfo.principalEmail=(\"${join("\" OR \"", read.readers)}\"))"
      ])
      label_extractors = { who = "EXTRACT(protoPayload.authenticationInfo.principalEmail)" }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "$${log.extracted_label.who} read the service account key, signed for the delegated account, decrypted a password or made a key for an account of this project, and is none of our functions. Treat it as a break-in until you know better. See docs/operate.md, \"A stranger read the key or a password\"."
  }

  alert_strategy {
    auto_close = "604800s"

    notification_rate_limit {
      period = "300s"
    }
  }

  depends_on = [google_project_service.api]
}

locals {
  emails = { for id, account in google_service_account.identity : id => account.email }

  guarded_reads = concat([
    {
      service  = "secretmanager.googleapis.com"
      method   = "AccessSecretVersion$"
      resource = "/secrets/${google_secret_manager_secret.service_account_key.secret_id}/"
      readers  = [for id in keys(local.functions) : local.emails[id]]
    },
    {
      service  = "cloudkms.googleapis.com"
      method   = "Decrypt$"
      resource = "/cryptoKeys/${google_kms_crypto_key.passwords.name}(/|$)"
      readers  = [local.emails["passwords"], local.emails["rotation-worker"]]
    },
    {
      # Nobody here needs a key of a service account of this project. Always written down, by Google.
      service  = "iam.googleapis.com"
      method   = "(CreateServiceAccountKey|UploadServiceAccountKey)$"
      resource = "/serviceAccounts/"
      readers  = ["nobody"]
    },
    ],
    [for id, account in google_service_account.identity : {
      service  = "iamcredentials.googleapis.com"
      method   = "(SignJwt|SignBlob|GenerateAccessToken|GenerateIdToken)$"
      resource = "/serviceAccounts/(${account.email}|${account.unique_id})$"
      readers  = [for name in keys(local.functions) : local.emails[name]]
    } if id == "directory-access"],
  )
}

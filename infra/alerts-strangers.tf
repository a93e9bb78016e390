# The only alert on log entries instead of a metric: reads that only the functions may do.

# An identity other than our functions read the key, signed as directory-access, decrypted a
# password, or made a key for one of our accounts. Google's audit log (audit.tf) names the identity.
resource "google_monitoring_alert_policy" "stranger_reads" {
  project               = local.project_id
  display_name          = "A stranger read the key or a password"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = local.channels

  conditions {
    display_name = "A read by an identity other than the functions"

    condition_matched_log {
      filter = join(" OR ", [for read in local.guarded_reads :
        "(protoPayload.serviceName=\"${read.service}\" AND protoPayload.methodName=~\"${read.method}\" AND protoPayload.resourceName=~\"${read.resource}\" AND NOT protoPayload.authenticationInfo.principalEmail=(\"${join("\" OR \"", read.readers)}\"))"
      ])
      label_extractors = { who = "EXTRACT(protoPayload.authenticationInfo.principalEmail)" }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "$${log.extracted_label.who} read the service account key, signed as directory-access, decrypted a password or made a key for an account of this project, and is not one of our functions. Treat it as a break-in until you know otherwise. See docs/operate.md, \"A stranger read the key or a password\"."
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

  # Identities with a grant are not strangers: readers of a secret, and users of the key that may decrypt.
  guarded_reads = concat([for name in keys(local.secrets) : {
    service  = "secretmanager.googleapis.com"
    method   = "AccessSecretVersion$"
    resource = "/secrets/${google_secret_manager_secret.secret[name].secret_id}/"
    readers  = sort([for grant in local.function_grants : local.emails[grant.who] if grant.on == "secret:${name}" && grant.role == "roles/secretmanager.secretAccessor"])
    }],
    [
      {
        service  = "cloudkms.googleapis.com"
        method   = "Decrypt$"
        resource = "/cryptoKeys/${google_kms_crypto_key.passwords.name}(/|$)"
        readers  = sort([for grant in local.function_grants : local.emails[grant.who] if grant.on == "kms:passwords"])
      },
      {
        # No task needs a key of a service account of this project. Google always logs these calls.
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

# Every value that is refused before anything is asked of Google. Each run takes a good deployment and
# spoils as many variables as do not hide each other: each that is named has to be refused.

variables {
  project_id                = "acme-passwords"
  existing_project_number   = "123456789012"
  region                    = "europe-west1"
  system_management_members = ["ada@example.com"]
  alert_emails              = ["on-call@example.com"]
  image                     = "none"
}

run "malformed" {
  command = plan
  expect_failures = [
    var.project_id, var.billing_account, var.region, var.build_region, var.firestore_database, var.log_location, var.image,
    var.system_management_members, var.self_service_members, var.mdm_service_accounts, var.alert_emails, var.push_trigger, var.pace,
    var.alert_topics, var.service_levels, var.audit_trail,
    var.warm_passwords_instances, var.password_key_rotation_days, var.replaced_key_destroy_days, var.backup_retention_days,
  ]
  variables {
    project_id                 = "Acme_Passwords"
    billing_account            = "my card"
    region                     = "europe-west4" # without Cloud Tasks
    build_region               = "europe-west1-b"
    firestore_database         = "my database"
    log_location               = "Europe"
    image                      = "europe-west1-docker.pkg.dev/acme-passwords/functions/functions:latest" # by tag
    system_management_members  = ["ada"]
    self_service_members       = ["domain:example"]
    mdm_service_accounts       = ["ada@example.com"] # a person
    alert_emails               = ["on call"]
    push_trigger               = { repository = "github.com/acme/passwords" }
    alert_topics               = ["alerts"]
    service_levels             = { passwords_answered = 0.9 }
    audit_trail                = { days = 3651 }
    pace                       = { calls_per_second = 41 } # faster than Google allows
    warm_passwords_instances   = 5                         # more than may run
    password_key_rotation_days = 0.5
    replaced_key_destroy_days  = 0
    backup_retention_days      = 99
  }
}

run "malformed_in_another_way" {
  command = plan
  expect_failures = [
    var.project_id, var.region, var.image, var.system_management_members, var.mdm_service_accounts,
    var.alert_emails, var.push_trigger, var.pace, var.replaced_key_destroy_days, var.log_retention_days,
    var.service_levels, var.audit_trail,
  ]
  variables {
    project_id                = "acme" # too short
    region                    = "europe-west1-b"
    image                     = "docker.io/acme/functions@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    system_management_members = ["ada@example.com,eve@example.com"]
    mdm_service_accounts      = ["allUsers"]
    alert_emails              = []
    push_trigger              = { repository = "projects/acme/locations/europe-west1/connections/github/gitRepositoryLinks/passwords" }
    pace                      = { calls_per_second = 0 }
    replaced_key_destroy_days = 0.5
    log_retention_days        = 36500
    service_levels            = { rotation_on_time = 1 }
    audit_trail               = { readers = ["allUsers"] }
  }
}

run "no_person" {
  command         = plan
  expect_failures = [var.system_management_members, var.self_service_members, var.mdm_service_accounts, var.billing_account, var.pace, var.log_retention_days, var.alert_channels, var.audit_trail]
  variables {
    self_service_members      = ["group:school@example.com"]
    system_management_members = ["group:admins@example.com"]
    mdm_service_accounts      = ["group:mdm@example.com"]
    billing_account           = "01ab23-cd45ef-67ab89" # small letters
    pace                      = { calls_per_second = 0.5 }
    backup_retention_days     = 98
    log_retention_days        = 98 # no longer than backups
    alert_channels            = ["https://hooks.slack.com/services/T0/B0/secret"]
    audit_trail               = { location = "Europe" }
  }
}

run "nobody" {
  command         = plan
  expect_failures = [var.system_management_members, var.pace, var.firestore_location, var.parent, var.alert_channels]
  variables {
    system_management_members = []
    pace                      = { calls_at_once = 2.5, binds_per_second = 5 }
    firestore_location        = "us-east1"           # far from the functions
    parent                    = "organizations/4711" # of a project that is there
    alert_channels            = ["projects/another-project/notificationChannels/1"]
  }
}

run "a_service_account_on_the_page" {
  command         = plan
  expect_failures = [var.system_management_members, var.pace, var.parent, var.budget]
  variables {
    system_management_members = ["robot@acme.iam.gserviceaccount.com"]
    pace                      = { calls_at_once = 101 }
    parent                    = "example.com"
    budget                    = { amount = 10, currency = "EUR" } # without a billing account
  }
}

run "readers" {
  command         = plan
  expect_failures = [var.system_read_only_members, var.budget, var.firestore_location]
  variables {
    system_read_only_members = ["bob@"]
    billing_account          = "01AB23-CD45EF-67AB89"
    budget                   = { amount = 0.5, currency = "EUR" }
    firestore_location       = "eur3"
    customer_managed_keys    = true # of one region
  }
}

run "readers_in_both_roles" {
  command         = plan
  expect_failures = [var.system_read_only_members, var.budget]
  variables {
    system_read_only_members = ["ADA@example.com"]
    billing_account          = "01AB23-CD45EF-67AB89"
    budget                   = { amount = 10, currency = "€" }
  }
}

run "readers_of_a_public_group" {
  command         = plan
  expect_failures = [var.system_read_only_members, var.existing_project_number]
  variables {
    system_read_only_members = ["readers@googlegroups.com"]
    existing_project_number  = "acme-passwords"
  }
}

run "new_project_that_google_forbids" {
  command         = plan
  expect_failures = [var.project_id]
  variables {
    project_id              = "google-passwords"
    existing_project_number = null
    parent                  = "folders/555"
    billing_account         = "01AB23-CD45EF-67AB89"
  }
}

run "builds_without_their_trigger" {
  command         = plan
  expect_failures = [var.pull_request_checks, var.promotion, var.image_scanning]
  variables {
    pull_request_checks = true
    promotion           = { from_project = "acme-staging", repository = "projects/p/locations/l/connections/c/gitRepositoryLinks/r" }
    image_scanning      = "on"
  }
}

run "a_promotion_from_itself" {
  command         = plan
  expect_failures = [var.promotion]
  variables {
    promotion = { from_project = "acme-passwords", repository = "projects/acme-passwords/locations/l/connections/c/repositories/r" }
  }
}

run "new_project_of_nobody" {
  command         = plan
  expect_failures = [var.parent, var.billing_account]
  variables {
    existing_project_number = null
  }
}

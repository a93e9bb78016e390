# Every value that is refused before anything is asked of Google. Each run takes a good deployment and
# spoils one thing.

variables {
  project_id                = "acme-passwords"
  existing_project_number   = "123456789012"
  region                    = "europe-west1"
  system_management_members = ["ada@example.com"]
  alert_emails              = ["on-call@example.com"]
  image                     = "none"
}

run "malformed_project_id" {
  command         = plan
  expect_failures = [var.project_id]
  variables {
    project_id = "Acme_Passwords"
  }
}

run "short_project_id" {
  command         = plan
  expect_failures = [var.project_id]
  variables {
    project_id = "acme"
  }
}

run "project_id_that_google_forbids" {
  command         = plan
  expect_failures = [var.project_id]
  variables {
    project_id              = "google-passwords"
    existing_project_number = null
    parent                  = "folders/555"
    billing_account         = "01AB23-CD45EF-67AB89"
  }
}

run "project_number_that_is_an_id" {
  command         = plan
  expect_failures = [var.existing_project_number]
  variables {
    existing_project_number = "acme-passwords"
  }
}

run "new_project_without_parent" {
  command         = plan
  expect_failures = [var.parent]
  variables {
    existing_project_number = null
    billing_account         = "01AB23-CD45EF-67AB89"
  }
}

run "parent_that_is_a_domain" {
  command         = plan
  expect_failures = [var.parent]
  variables {
    parent = "example.com"
  }
}

run "new_project_without_billing_account" {
  command         = plan
  expect_failures = [var.billing_account]
  variables {
    existing_project_number = null
    parent                  = "folders/555"
  }
}

run "malformed_billing_account" {
  command         = plan
  expect_failures = [var.billing_account]
  variables {
    billing_account = "my card"
  }
}

run "region_without_cloud_tasks" {
  command         = plan
  expect_failures = [var.region]
  variables {
    region = "europe-west4"
  }
}

run "region_that_is_a_zone" {
  command         = plan
  expect_failures = [var.region]
  variables {
    region = "europe-west1-b"
  }
}

run "build_in_a_zone" {
  command         = plan
  expect_failures = [var.build_region]
  variables {
    build_region = "europe-west1-b"
  }
}

run "malformed_database_id" {
  command         = plan
  expect_failures = [var.firestore_database]
  variables {
    firestore_database = "my database"
  }
}

run "database_far_from_the_functions" {
  command         = plan
  expect_failures = [var.firestore_location]
  variables {
    firestore_location = "us-east1"
  }
}

run "own_key_in_several_regions" {
  command         = plan
  expect_failures = [var.firestore_location]
  variables {
    firestore_location    = "eur3"
    customer_managed_keys = true
  }
}

run "image_by_tag" {
  command         = plan
  expect_failures = [var.image]
  variables {
    image = "europe-west1-docker.pkg.dev/acme-passwords/functions/functions:latest"
  }
}

run "image_of_another_registry" {
  command         = plan
  expect_failures = [var.image]
  variables {
    image = "docker.io/acme/functions@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }
}

run "management_member_without_at" {
  command         = plan
  expect_failures = [var.system_management_members]
  variables {
    system_management_members = ["ada"]
  }
}

run "two_addresses_in_one" {
  command         = plan
  expect_failures = [var.system_management_members]
  variables {
    system_management_members = ["ada@example.com,eve@example.com"]
  }
}

run "member_with_iam_prefix" {
  command         = plan
  expect_failures = [var.system_management_members]
  variables {
    system_management_members = ["user:ada@example.com"]
  }
}

run "nobody_to_configure" {
  command         = plan
  expect_failures = [var.system_management_members]
  variables {
    system_management_members = []
  }
}

run "read_only_member_without_domain" {
  command         = plan
  expect_failures = [var.system_read_only_members]
  variables {
    system_read_only_members = ["bob@"]
  }
}

run "member_in_both_roles" {
  command         = plan
  expect_failures = [var.system_read_only_members]
  variables {
    system_read_only_members = ["ADA@example.com"]
  }
}

run "mdm_that_is_a_person" {
  command         = plan
  expect_failures = [var.mdm_service_accounts]
  variables {
    mdm_service_accounts = ["ada@example.com"]
  }
}

run "mdm_that_is_everybody" {
  command         = plan
  expect_failures = [var.mdm_service_accounts]
  variables {
    mdm_service_accounts = ["allUsers"]
  }
}

run "alert_address_that_is_none" {
  command         = plan
  expect_failures = [var.alert_emails]
  variables {
    alert_emails = ["on call"]
  }
}

run "no_alert_address" {
  command         = plan
  expect_failures = [var.alert_emails]
  variables {
    alert_emails = []
  }
}

run "malformed_repository" {
  command         = plan
  expect_failures = [var.push_trigger]
  variables {
    push_trigger = { repository = "github.com/acme/passwords" }
  }
}

run "faster_than_google_allows" {
  command         = plan
  expect_failures = [var.pace]
  variables {
    pace = { calls_per_second = 41 }
  }
}

run "pace_of_no_calls" {
  command         = plan
  expect_failures = [var.pace]
  variables {
    pace = { calls_per_second = 0 }
  }
}

run "half_a_call_a_second" {
  command         = plan
  expect_failures = [var.pace]
  variables {
    pace = { calls_per_second = 0.5 }
  }
}

run "half_a_call_at_once" {
  command         = plan
  expect_failures = [var.pace]
  variables {
    pace = { calls_at_once = 2.5 }
  }
}

run "too_many_calls_at_once" {
  command         = plan
  expect_failures = [var.pace]
  variables {
    pace = { calls_at_once = 101 }
  }
}

run "more_warm_instances_than_may_run" {
  command         = plan
  expect_failures = [var.warm_passwords_instances]
  variables {
    warm_passwords_instances = 5
  }
}

run "half_a_day_of_key_rotation" {
  command         = plan
  expect_failures = [var.password_key_rotation_days]
  variables {
    password_key_rotation_days = 0.5
  }
}

run "no_day_before_destruction" {
  command         = plan
  expect_failures = [var.replaced_key_destroy_days]
  variables {
    replaced_key_destroy_days = 0
  }
}

run "half_a_day_before_destruction" {
  command         = plan
  expect_failures = [var.replaced_key_destroy_days]
  variables {
    replaced_key_destroy_days = 0.5
  }
}

run "backup_kept_too_long" {
  command         = plan
  expect_failures = [var.backup_retention_days]
  variables {
    backup_retention_days = 99
  }
}

run "budget_of_half_a_euro" {
  command         = plan
  expect_failures = [var.budget]
  variables {
    billing_account = "01AB23-CD45EF-67AB89"
    budget          = { amount = 0.5, currency = "EUR" }
  }
}

run "budget_in_a_sign" {
  command         = plan
  expect_failures = [var.budget]
  variables {
    billing_account = "01AB23-CD45EF-67AB89"
    budget          = { amount = 10, currency = "€" }
  }
}

run "budget_without_billing_account" {
  command         = plan
  expect_failures = [var.budget]
  variables {
    budget = { amount = 10, currency = "EUR" }
  }
}

run "logs_kept_shorter_than_backups" {
  command         = plan
  expect_failures = [var.log_retention_days]
  variables {
    backup_retention_days = 98
    log_retention_days    = 98
  }
}

run "logs_kept_for_ever" {
  command         = plan
  expect_failures = [var.log_retention_days]
  variables {
    log_retention_days = 36500
  }
}

run "log_bucket_nowhere" {
  command         = plan
  expect_failures = [var.log_location]
  variables {
    log_location = "Europe"
  }
}

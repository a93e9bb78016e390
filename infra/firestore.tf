# The database: accounts, the configuration, unpublished events, runs and their lane, and daily counts.

resource "google_firestore_database" "state" {
  project                           = local.project_id
  name                              = var.firestore_database
  location_id                       = coalesce(var.firestore_location, var.region)
  type                              = "FIRESTORE_NATIVE"
  database_edition                  = "STANDARD"
  point_in_time_recovery_enablement = var.point_in_time_recovery ? "POINT_IN_TIME_RECOVERY_ENABLED" : "POINT_IN_TIME_RECOVERY_DISABLED"
  delete_protection_state           = var.deletion_protection ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"

  dynamic "cmek_config" {
    for_each = google_kms_crypto_key.data
    content {
      kms_key_name = cmek_config.value.id
    }
  }

  lifecycle {
    # It holds the only copy of every password that Google holds.
    prevent_destroy = true
  }

  depends_on = [google_project_service.api, google_kms_crypto_key_iam_member.grant]
}

resource "google_firestore_backup_schedule" "daily" {
  project   = local.project_id
  database  = google_firestore_database.state.name
  retention = "${var.backup_retention_days * 86400}s"

  daily_recurrence {}
}

# The lists match functions/adapters/gcp/firestore-indexes.ts; a test compares them.
locals {
  composite_indexes = {
    accounts-by-status             = { collection = "accounts", fields = ["status", "addressSearch"] }
    accounts-by-proof              = { collection = "accounts", fields = ["proofStanding", "addressSearch"] }
    accounts-drifted-by-address    = { collection = "accounts", fields = ["isDrifted", "addressSearch"] }
    accounts-due-by-address        = { collection = "accounts", fields = ["addressSearch", "dueAt"] }
    accounts-unfinished-by-address = { collection = "accounts", fields = ["addressSearch", "unfinishedAt"] }
    accounts-of-a-unit-by-age      = { collection = "accounts", fields = ["orgUnitPath", "passwordCreatedAt"] }
  }

  # No query uses these fields, and a write without their indexes is cheaper.
  unindexed_fields = {
    accounts = [
      "adminSeenAt", "announceFrom", "announcedTurn", "askedRotation", "candidates", "current", "customerId", "devices", "failures",
      "foreignChanges", "heldForDevices", "lastMet", "lastVersion", "leakedAt", "lease", "leftAtGoogle", "leftDevices", "nextRotationAt",
      "outages", "ownBinds", "ownRotations", "proof", "proofHeldUntil", "quarantineUntil", "refusedBinds", "revision",
      "revokedAt", "rotationRequests", "sends", "wantedBy", "wantedSince", "writer",
    ]
    runs = [
      "counts", "cursor", "hand", "lastBatchAt", "putOff", "scope", "skippedBy", "slice", "step", "wave",
      "workedMs", "writer",
    ]
  }
}

# Firestore deletes runs that ended long ago. The functions delete everything else: events once they are
# published, accounts once no call for them can still arrive, daily counts after 90 days.
resource "google_firestore_field" "forgotten" {
  project    = local.project_id
  database   = google_firestore_database.state.name
  collection = "runs"
  field      = "forgetAt"

  ttl_config {}
  index_config {}
}

resource "google_firestore_index" "composite" {
  for_each = local.composite_indexes

  project    = local.project_id
  database   = google_firestore_database.state.name
  collection = each.value.collection

  dynamic "fields" {
    for_each = each.value.fields
    content {
      field_path = fields.value
      order      = "ASCENDING"
    }
  }
}

resource "google_firestore_field" "unindexed" {
  for_each = merge([for collection, fields in local.unindexed_fields : {
    for field in fields : "${collection}/${field}" => { collection = collection, field = field }
  }]...)

  project    = local.project_id
  database   = google_firestore_database.state.name
  collection = each.value.collection
  field      = each.value.field

  index_config {}
}

import { type admin_reports_v1 } from 'googleapis/build/src/apis/admin/reports_v1.js';

/** The activities of Google's Reports API, with the call types of Google's client library. */
export type ReportsActivities = admin_reports_v1.Resource$Activities;

let loading: Promise<ReportsActivities> | undefined;

/** As `directoryCalls`: one object for all calls, loaded at the first. */
export const reportsActivities = (): Promise<ReportsActivities> => (loading ??= load());

async function load(): Promise<ReportsActivities> {
  const { admin_reports_v1: reports } =
    await import('googleapis/build/src/apis/admin/reports_v1.js');
  return new reports.Admin({}).activities;
}

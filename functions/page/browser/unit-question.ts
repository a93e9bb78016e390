import { type PolicyAnswer } from '../../api/policy';
import { overridesOn, policyFor, type UnitField } from '../../domain/configuration/policy-by-unit';
import { isInUnit, uniqueUnits } from '../../domain/unit-key';
import { inScope } from '../../domain/user';
import { visibleEnds } from '../../domain/visible-text';
import { type ConfigurationState } from './configuration-state';
import { byId, element } from './element';
import { numberWords } from './format';
import { markFault } from './key-file-field';
import { type PageContext } from './page-context';
import { type Fact, factsView } from './summary-view';

/** Answers which rule holds for a unit, by the saved policy, while the reader types. */
export function enableUnitQuestion(context: PageContext, state: ConfigurationState): void {
  const input = byId('unit-question-path', HTMLInputElement);
  const answer = (): void => {
    const policy = state.configuration?.policy;
    if (policy === undefined) return;
    const path = unitIn(input.value);
    const { wrong } = context.texts.unitRules.question;
    markFault(
      input,
      byId('unit-question-fault', HTMLElement),
      path === undefined ? wrong : undefined,
    );
    byId('unit-question-answer', HTMLElement).replaceChildren(
      ...(path === undefined ? [] : [factsView(factsFor(context, policy, path))]),
    );
  };
  input.addEventListener('input', answer);
  state.onChange(({ policy }) => {
    byId('unit-question', HTMLElement).hidden = false;
    byId('policy-units', HTMLElement).replaceChildren(
      ...unitsOf(policy).map((value) => element('option', { value })),
    );
    answer();
  });
}

/** The path as Google writes it; undefined: it is none. */
function unitIn(entered: string): string | undefined {
  const path = visibleEnds(entered);
  return path.startsWith('/') ? path.replace(/(?<=.)\/+$/, '') : undefined;
}

const unitsOf = ({ overrides, orgUnitPaths, autoIssueOrgUnitPaths }: PolicyAnswer): string[] =>
  uniqueUnits([
    ...overrides.map(({ orgUnitPath }) => orgUnitPath),
    ...orgUnitPaths,
    ...autoIssueOrgUnitPaths,
  ]);

function factsFor(context: PageContext, policy: PolicyAnswer, path: string): readonly Fact[] {
  const texts = context.texts.unitRules.question;
  const { style, length, alphabet, periodDays, retentionHours } = policyFor(policy, path);
  const fact = (name: string, value: string | Node, field: UnitField): Fact => {
    const named = overridesOn(policy, path).findLast((override) => override[field] !== undefined);
    return [name, [value, from(context, named?.orgUnitPath, texts.everybody)]];
  };
  const drawn = (name: string, value: string | Node, field: UnitField): Fact =>
    style === 'groups' ? [name, [texts.notUsed]] : fact(name, value, field);
  const period = periodDays === 0 ? texts.never : numberWords(context, periodDays);
  const hours = numberWords(context, retentionHours);
  const kept = retentionHours === 0 ? texts.kept : texts.keptFor(hours);
  return [
    scopeFact(context, policy.orgUnitPaths, path),
    fact(texts.period, period, 'periodDays'),
    fact(texts.style, texts.styles[style], 'style'),
    drawn(texts.length, texts.lengthValue(numberWords(context, length)), 'length'),
    drawn(texts.alphabet, element('code', {}, alphabet), 'alphabet'),
    fact(texts.retention, kept, 'retentionHours'),
    autoIssueFact(context, policy, path),
  ];
}

/** Where a rule comes from: the unit that names it. */
const from = (context: PageContext, unit: string | undefined, otherwise: string): HTMLElement => {
  const { fromUnit } = context.texts.unitRules.question;
  const words = unit === undefined ? otherwise : fromUnit(unit);
  return element('span', { class: 'hint source' }, words);
};

function scopeFact(context: PageContext, units: readonly string[], path: string): Fact {
  const texts = context.texts.unitRules.question;
  const unit = units.find((named) => isInUnit(path, named));
  const isIn = units.length === 0 || unit !== undefined;
  const otherwise = isIn ? texts.everybody : texts.noUnit;
  return [texts.inScope, [isIn ? texts.yes : texts.outOfScope, from(context, unit, otherwise)]];
}

function autoIssueFact(
  context: PageContext,
  { orgUnitPaths, autoIssueOrgUnitPaths }: PolicyAnswer,
  path: string,
): Fact {
  const texts = context.texts.unitRules.question;
  if (!inScope(path, orgUnitPaths)) return [texts.autoIssue, [texts.outOfScope]];
  const unit = autoIssueOrgUnitPaths.find((named) => isInUnit(path, named));
  const words = unit === undefined ? texts.onRequest : texts.automatic;
  return [texts.autoIssue, [words, from(context, unit, texts.noUnit)]];
}

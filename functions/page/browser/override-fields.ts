import { type PolicyAnswer } from '../../api/policy';
import { visibleEnds } from '../../domain/visible-text';
import { type EnteredOverride, type OverrideFault, type OverrideField } from '../override-faults';
import { announce, byId, element } from './element';
import { numberWords } from './format';
import { markFault } from './key-file-field';
import { mergedRules, type ShownRule } from './merged-rules';
import { type PageContext } from './page-context';
import { asCompared, readRule, type RuleControls } from './read-rule';

type Row = {
  readonly view: HTMLFieldSetElement;
  readonly title: HTMLElement;
  readonly controls: RuleControls;
  readonly faults: Readonly<Record<OverrideField, HTMLElement>>;
  readonly remove: HTMLButtonElement;
};

const FIELDS = [
  'orgUnitPath',
  'periodDays',
  'style',
  'length',
  'alphabet',
  'retentionHours',
] as const;

/** As many as the service takes. */
const MOST = 100;

/** The rules by unit on the policy form: a group of fields for each unit, which can be added and removed. */
export class OverrideFields {
  readonly #context: PageContext;
  readonly #list = byId('policy-overrides-list', HTMLElement);
  readonly #add = byId('policy-override-add', HTMLButtonElement);
  #rows: readonly Row[] = [];
  #shown: readonly EnteredOverride[] = [];
  #made = 0;

  constructor(context: PageContext) {
    this.#context = context;
    this.#add.addEventListener('click', () => {
      this.#rows = [...this.#rows, this.#row({})];
      this.#arrange();
      this.#rows.at(-1)?.controls.orgUnitPath.focus();
    });
  }

  /** From now on, a rule is changed if it differs from these. */
  startFrom(rules: readonly EnteredOverride[]): void {
    this.#shown = rules;
  }

  /** Shows the rules, but leaves what was changed, added or removed here. */
  refill(overrides: PolicyAnswer['overrides']): void {
    const ruleOf = (row: Row): ShownRule<Row> => ({ ...asCompared(readRule(row.controls)), row });
    const theirs = overrides.map((override) => this.#row(override));
    this.#rows = mergedRules(
      this.#shown.map(asCompared),
      this.#rows.map(ruleOf),
      theirs.map(ruleOf),
    );
    this.#shown = theirs.map(({ controls }) => readRule(controls));
    this.#arrange();
  }

  /** The input. An invalid number becomes null, so that the service names its field. */
  read(): readonly EnteredOverride[] {
    return this.#rows.map(({ controls }) => readRule(controls));
  }

  /** Shows these faults and no other. Returns the first wrong control. */
  mark(faults: readonly OverrideFault[]): HTMLElement | undefined {
    const textOf = (row: number, field: OverrideField): string | undefined =>
      faults.find((fault) => fault.at === row && fault.field === field)?.text;
    const wrong = this.#rows.flatMap(({ controls, faults: places }, row) =>
      FIELDS.flatMap((field) => {
        const text = textOf(row, field);
        markFault(controls[field], places[field], text);
        return text === undefined ? [] : [controls[field]];
      }),
    );
    return wrong[0];
  }

  #arrange(): void {
    const views = this.#rows.map(({ view }) => view);
    const shown = [...this.#list.children];
    const isSame = shown.length === views.length && views.every((view, at) => view === shown[at]);
    if (!isSame) this.#list.replaceChildren(...views); // else whoever types in one loses the focus
    byId('policy-overrides-none', HTMLElement).hidden = this.#rows.length > 0;
    this.#add.disabled = this.#rows.length >= MOST;
    for (const row of this.#rows) this.#name(row);
  }

  /** The group and its button carry the number and the path of the unit. */
  #name({ title, controls, remove }: Row): void {
    const { unitRules } = this.#context.texts;
    const at = this.#rows.findIndex((row) => row.remove === remove);
    const number = numberWords(this.#context, at + 1);
    const path = visibleEnds(controls.orgUnitPath.value);
    title.textContent = path === '' ? unitRules.nthUnit(number) : unitRules.nthUnitOf(number, path);
    remove.setAttribute('aria-label', unitRules.removeUnit(title.textContent));
  }

  #row(override: Partial<PolicyAnswer['overrides'][number]>): Row {
    const { texts } = this.#context;
    this.#made += 1;
    const id = `policy-override-${this.#made}`;
    const title = element('span', {});
    const remove = element(
      'button',
      { type: 'button', class: 'button small quiet' },
      texts.unitRules.remove,
    );
    const controls = controlsOf(this.#context, id);
    const faults = faultPlaces(id);
    for (const field of FIELDS) controls[field].value = String(override[field] ?? '');
    const field = (name: OverrideField, label: string): HTMLElement =>
      element(
        'div',
        { class: `field ${name}` },
        element('label', { for: controls[name].id }, label),
        controls[name],
        faults[name],
      );
    const view = element(
      'fieldset',
      { class: 'unit-rule' },
      element('legend', {}, title),
      field('orgUnitPath', texts.unitRules.unit),
      field('periodDays', texts.unitRules.period),
      field('style', texts.policy.style),
      field('length', texts.policy.length),
      field('alphabet', texts.policy.alphabet),
      field('retentionHours', texts.unitRules.retention),
      element('p', { class: 'remove' }, remove),
    );
    const row = { view, title, controls, faults, remove };
    controls.orgUnitPath.addEventListener('input', () => {
      this.#name(row);
    });
    remove.addEventListener('click', () => {
      this.#remove(row);
    });
    return row;
  }

  #remove(row: Row): void {
    this.#rows = this.#rows.filter((each) => each !== row);
    this.#arrange();
    announce(this.#context.texts.unitRules.removed);
    this.#add.focus();
  }
}

function controlsOf({ texts }: PageContext, id: string): Row['controls'] {
  const attributes = (field: OverrideField): Record<string, string> => ({
    id: `${id}-${field}`,
    'aria-describedby': `${id}-${field}-fault`,
  });
  const text = { type: 'text', class: 'code', autocapitalize: 'none', spellcheck: 'false' };
  const number = { type: 'number', class: 'short', inputmode: 'numeric', step: '1' };
  const inherits = { placeholder: '–' };
  return {
    orgUnitPath: element('input', {
      ...attributes('orgUnitPath'),
      ...text,
      list: 'policy-units',
      maxlength: '1000',
    }),
    periodDays: element('input', {
      ...attributes('periodDays'),
      ...number,
      ...inherits,
      min: '0',
      max: '365',
    }),
    style: element(
      'select',
      attributes('style'),
      element('option', { value: '' }, texts.unitRules.asAbove),
      ...Object.entries(texts.policy.styles).map(([value, words]) =>
        element('option', { value }, words),
      ),
    ),
    length: element('input', {
      ...attributes('length'),
      ...number,
      ...inherits,
      min: '8',
      max: '100',
    }),
    alphabet: element('input', {
      ...attributes('alphabet'),
      ...text,
      ...inherits,
      maxlength: '94',
    }),
    retentionHours: element('input', {
      ...attributes('retentionHours'),
      ...number,
      ...inherits,
      min: '0',
      max: '8760',
    }),
  };
}

const faultPlaces = (id: string): Row['faults'] => {
  const place = (field: OverrideField): HTMLElement =>
    element('p', { class: 'fault', id: `${id}-${field}-fault`, hidden: '' });
  return {
    orgUnitPath: place('orgUnitPath'),
    periodDays: place('periodDays'),
    style: place('style'),
    length: place('length'),
    alphabet: place('alphabet'),
    retentionHours: place('retentionHours'),
  };
};

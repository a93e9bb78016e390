import { html } from '../../functions/page/html';

describe('html', () => {
  it('escapes what would end a text or a quoted attribute', () => {
    const text = `<script>alert("1")</script> & 'x'`;
    expect(html`<p title="${text}">${text}</p>`.text).toBe(
      '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;</p>',
    );
  });

  it('takes in its own markup as it is, also from a list', () => {
    const items = ['a', '<b>'].map((item) => html`<i>${item}</i>`);
    expect(html`<p>${items}</p>`.text).toBe('<p><i>a</i><i>&lt;b&gt;</i></p>');
  });

  it('writes nothing for what is absent, and a zero as a zero', () => {
    expect(html`[${undefined}${false}${0}]`.text).toBe('[0]');
  });

  it('keeps a backslash and what a template would take for a placeholder', () => {
    expect(html`<p>${'c\\d ${x}'}</p>`.text).toBe('<p>c\\d ${x}</p>');
  });
});

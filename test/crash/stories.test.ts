import { forgetOutlived } from '../../functions/domain/passwords/forget-outlived';
import { forgetPassword } from '../../functions/domain/passwords/forget-password';
import { issuePassword } from '../../functions/domain/passwords/issue-password';
import { readPassword } from '../../functions/domain/passwords/read-password';
import { revokePassword } from '../../functions/domain/passwords/revoke-password';
import { rotatePassword } from '../../functions/domain/passwords/rotate-password';
import { failingTwist } from '../properties/play-story';
import { STORIES } from '../properties/stories';

const domain = {
  forgetOutlived,
  forgetPassword,
  issuePassword,
  readPassword,
  revokePassword,
  rotatePassword,
};

test.each(Object.entries(STORIES))(
  '%s: a death or interruption at any call loses no password, and only live passwords are returned',
  async (_, story) => {
    expect(await failingTwist(domain, story)).toBeUndefined();
  },
);

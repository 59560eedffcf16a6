"""The page of messages: by who gets them, each with its words, and by what has happened."""

from outlast.pages.messages import audiences

from tests.shared import example_pages, example_plan


def test_whoever_gets_several_messages_has_a_part_and_the_rest_are_others() -> None:
    groups = dict(audiences(example_plan().messages.values()))
    assert {"customers", "suppliers", "the team"} <= set(groups)
    assert "address-is-back" in {each.id for each in groups["customers"]}, "customers who ordered lately"
    assert {str(each.to) for each in groups["Others"]} >= {"the insurer", "the customer's bank"}
    assert sum(map(len, groups.values())) == len(example_plan().messages)


def test_the_page_says_once_that_nobody_approved_the_words_and_what_each_is_for() -> None:
    (page,) = [each for each in example_pages().pages if each.path == "serve/messages"]
    assert str(page.sections).count("Nobody has approved") == 1
    (moments,) = [each for each in page.sections if each.id == "moments"]
    assert "{founder-in-hospital}: {delay}" in str(moments)

"""References as positions, and what pools keep of what was read from them."""

import pickle
from dataclasses import fields, replace
from typing import get_args

import pytest
from people import host, person

from matcher.errors import PoolsError
from matcher.pools import Choice, Incumbent, Opinion, Pools, Post
from matcher.pools.columns import read_degrees, read_optional
from matcher.pools.positions import NOT_NAMED, group_posts
from matcher.pools.records import Answer


@pytest.fixture
def pools() -> Pools:
    """Make three people and three hosts with something said about them."""
    return Pools(
        candidates=(person("1"), person("2"), person("3", place=None, site_days=4)),
        enterprises=(host("A"), host("B", branch="C"), host("C")),
        posts=(Post(id="C-1", enterprise="C"), Post(id="A-1", enterprise="A"), Post(id="C-2", enterprise="C")),
        choices=(
            Choice(side="candidate", candidate="3", enterprise="C", post="C-2", answer="accepted"),
            Choice(side="enterprise", candidate="1", enterprise="A", rank=1),
        ),
        opinions=(Opinion(source="局", candidate="2", enterprise="C", view="support"),),
        incumbents=(Incumbent(candidate="3", enterprise="A"),),
    )


def test_every_reference_is_the_position_of_what_it_names(pools: Pools) -> None:
    """Each id a record names is found in its table; a blank one is marked as blank."""
    at = pools.positions
    assert {item.name: getattr(at, item.name).tolist() for item in fields(at)} == {
        "post_host": [2, 0, 2],
        "host_branch": [NOT_NAMED, 2, NOT_NAMED],
        "choice_candidate": [2, 0],
        "choice_host": [2, 0],
        "choice_post": [2, NOT_NAMED],
        "choice_side": [0, 1],
        "choice_answer": [get_args(Answer).index("accepted"), get_args(Answer).index("ranked")],
        "choice_rank": [0, 1],
        "opinion_candidate": [1],
        "opinion_host": [2],
        "incumbent_candidate": [2],
        "incumbent_host": [0],
    }
    assert at.are_complete


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"posts": (Post(id="X-1", enterprise="X"),), "choices": ()}, "post X-1: no enterprise X"),
        ({"enterprises": (host("A"), host("B", branch="X"), host("C"))}, "enterprise B: no enterprise X"),
        ({"choices": (Choice(side="candidate", candidate="9", enterprise="A", rank=1),)}, "Choice: no candidate 9"),
        ({"choices": (Choice(side="candidate", candidate="1", enterprise="A", post="A-9", rank=1),)}, "no post A-9"),
        ({"opinions": (Opinion(source="局", candidate="1", enterprise="X", view="oppose"),)}, "no enterprise X"),
        ({"incumbents": (Incumbent(candidate="9", enterprise="A"),)}, "Incumbent: no candidate 9"),
    ],
)
def test_a_reference_to_nowhere_is_named(pools: Pools, change: dict[str, tuple[object, ...]], words: str) -> None:
    """Pools that do not fit together are refused, with the record and the id it names."""
    with pytest.raises(PoolsError, match=words):
        replace(pools, **change)


def test_what_was_read_is_kept_but_does_not_travel(pools: Pools) -> None:
    """The same thing is given again, changed pools read anew, and a copy in another process starts without it."""
    kept = pools.remember(group_posts)
    assert pools.remember(group_posts) is kept
    fewer = replace(pools, posts=pools.posts[:2], choices=())
    assert fewer.remember(group_posts).count.tolist() == [1, 0, 1]
    copy = pickle.loads(pickle.dumps(pools))
    assert copy == pools
    assert copy.positions.post_host.tolist() == [2, 0, 2]
    assert copy.remember(group_posts) is not kept
    assert copy.remember(group_posts).post.tolist() == kept.post.tolist() == [1, 0, 2]


def test_blanks_are_told_from_numbers(pools: Pools) -> None:
    """A blank number becomes what is asked for, an unknown place is no place at all."""
    assert read_optional(pools.candidates, "site_days", -7).tolist() == [-7, -7, 4]
    degrees = read_degrees(pools.candidates)
    assert degrees[:2].tolist() == [[110.0, 39.0], [110.0, 39.0]]
    assert degrees.shape == (3, 2)
    assert (degrees[2] != degrees[2]).all()

"""Blocks that a force may add to the six elements: prevention, intervention, scene preservation, specific need.

Each exists somewhere as a variant of THRIVE; a force switches on those it uses (`thrive.blocks`).
"""

from collections.abc import Mapping
from enum import StrEnum

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("thrive-blocks")


class Block(StrEnum):
    """One optional block of the question set."""

    PREVENTION = "prevention"
    INTERVENTION = "intervention"
    SCENE_PRESERVATION = "scene_preservation"
    SPECIFIC_NEED = "specific_need"

    @property
    def question(self) -> str:
        """What is asked."""
        return BLOCK_QUESTIONS[self]


BLOCK_QUESTIONS: Mapping[Block, str] = {
    Block.PREVENTION: "Prevention: was advice on preventing a repetition given?",
    Block.INTERVENTION: "Intervention: can somebody step in now, and were they asked to?",
    Block.SCENE_PRESERVATION: "Scene: was it said how to keep the scene and the evidence?",
    Block.SPECIFIC_NEED: "Specific need: does somebody need anything of their own, and is it arranged?",
}


class BlockState(StrEnum):
    """How a block was answered."""

    DONE = "done"
    NOT_NEEDED = "not_needed"
    NOT_POSSIBLE = "not_possible"

    @property
    def label(self) -> str:
        """In words."""
        return {"done": "Yes", "not_needed": "Not needed here", "not_possible": "Not possible"}[self.value]


@value
class BlockAnswer:
    """The answer to one block."""

    block: Block
    state: BlockState
    words: str


UNANSWERED = {
    block: REASONS.add(
        f"{block.value}-unanswered",
        "This force asks this with THRIVE: answer it and say in a few words why.",
        source="Our reading of the variants of THRIVE; switched on by this force",
        confidence=Confidence.LOCAL,
        field=f"block_{block.value}_words",
    )
    for block in Block
}


def find_missing_blocks(answers: tuple[BlockAnswer, ...], wanted: tuple[Block, ...]) -> Reasons:
    """The blocks that the force has switched on and that lack an answer or its words."""
    given = {one.block for one in answers if one.words.strip()}
    return tuple(UNANSWERED[block] for block in wanted if block not in given)

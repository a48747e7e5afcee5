"""Staff who come and go, put work down for something more urgent, or finish it after their shift."""

from typing import Any

from constabulary.simulation.engine.agenda import strike_work
from constabulary.simulation.engine.caseloads import pass_time, retime
from constabulary.simulation.engine.kernels import inlined, part
from constabulary.simulation.engine.layout import NONE, WAITING
from constabulary.simulation.engine.queueing import cell_of, key_of, put_in
from constabulary.simulation.engine.reaching import cell_at, change_at, class_at, group_at, stage_at, whole_at, work_at


@inlined
def set_busy(group: Any, busy: Any, now: Any) -> Any:
    """Change how many of a group are busy."""
    group.busy_sum -= (busy - group.busy) * now
    group.busy = busy


@inlined
def put_by(k: Any, group: Any, people: Any) -> Any:
    """People put work down: those past their shift go home first, the others are free."""
    now = k.now
    home = min(group.over, people)
    if home > 0:
        group.over -= home
        group.over_sum += home * now
    set_busy(group, group.busy - (people - home), now)


@inlined
def release(k: Any, group: Any, number: Any, people: Any) -> Any:
    """People put work down, and what comes next is asked for."""
    put_by(k, group, people)
    k.groups_due |= 1 << number


@inlined
def hold(k: Any, group: Any, who: Any) -> Any:
    """Work comes into a group's hands, and could be put down again."""
    work = work_at(k.works, who)
    work.before = NONE
    work.next = group.head
    if group.head != NONE:
        work_at(k.works, group.head).before = who
    group.head = who


@inlined
def let_go(k: Any, group: Any, who: Any) -> Any:
    """Work leaves a group's hands."""
    work = work_at(k.works, who)
    if work.before == NONE:
        group.head = work.next
    else:
        work_at(k.works, work.before).next = work.next
    if work.next != NONE:
        work_at(k.works, work.next).before = work.before


@part
def least_urgent(k: Any, group: Any) -> Any:
    """The least urgent of what a group has in hand, the latest begun of these; NONE when there is nothing."""
    found = NONE
    who = group.head
    while who != NONE:
        if (
            found == NONE
            or class_at(k.classes, work_at(k.works, who).cls).priority
            > class_at(k.classes, work_at(k.works, found).cls).priority
        ):
            found = who
        who = work_at(k.works, who).next
    return found


@part
def put_down(k: Any, who: Any) -> Any:
    """Work in hand goes back to its queue and will go on where it was."""
    work = work_at(k.works, who)
    stage = stage_at(k.stages, work.stage)
    let_go(k, group_at(k.groups, work.group), who)
    strike_work(k, who)
    work.remaining = work.until - k.now
    release(k, group_at(k.groups, work.group), work.group, stage.people)
    work.group = NONE
    work.state = WAITING
    work.key = key_of(stage.order, work, class_at(k.classes, work.cls))
    put_in(k, cell_at(k.cells, cell_of(k, work.stage, work.cls)), who)
    stage.waiting += 1
    stage.waiting_sum -= k.now
    k.groups_due |= stage.groups


@part
def interrupt_for(k: Any, who: Any, number: Any) -> Any:
    """Put down less urgent work of a group, the least urgent and latest begun first, if that frees enough people."""
    group = group_at(k.groups, number)
    need = stage_at(k.stages, work_at(k.works, who).stage).people
    priority = class_at(k.classes, work_at(k.works, who).cls).priority
    could = group.on_duty - group.busy - group.over
    one = group.head
    while one != NONE:
        if class_at(k.classes, work_at(k.works, one).cls).priority > priority:
            could += stage_at(k.stages, work_at(k.works, one).stage).people
        one = work_at(k.works, one).next
    if could < need:
        return False
    while group.on_duty - group.busy < need:
        put_down(k, least_urgent(k, group))
    return True


@part
def change_staff(k: Any) -> Any:
    """The next change of the calendar: people come on duty or go off; whoever goes busy hands over, or finishes."""
    change = change_at(k.changes, k.change)
    k.change += 1
    k.next_change = change_at(k.changes, k.change).at
    present = whole_at(k.present, change.spell).n
    people = present // change.parts
    if change.part < present % change.parts:
        people += 1
    people *= change.sign
    now = k.now
    number = change.group
    group = group_at(k.groups, number)
    group.duty_sum -= people * now
    if group.caseload != NONE:
        stage = stage_at(k.stages, group.caseload)
        pass_time(stage, now)
        group.on_duty += people
        retime(k, stage, group, now)
        return
    group.on_duty += people
    while group.hands_over and group.busy > group.on_duty and group.head != NONE:
        put_down(k, least_urgent(k, group))
    if group.busy > group.on_duty:
        later = group.busy - group.on_duty
        group.over += later
        group.over_sum -= later * now
        set_busy(group, group.on_duty, now)
    k.groups_due |= 1 << number

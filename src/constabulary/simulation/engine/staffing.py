"""Staff who come and go, put work down for something more urgent, or finish it after their shift."""

from constabulary.simulation.engine.caseloads import pass_time, retime
from constabulary.simulation.engine.kernels import inlined, part
from constabulary.simulation.engine.layout import NONE, WAITING
from constabulary.simulation.engine.queueing import cell_of, key_of, put_in


@inlined
def set_busy(group, busy, now):
    """Change how many of a group are busy."""
    group.busy_sum -= (busy - group.busy) * now
    group.busy = busy


@inlined
def release(clock, group, number, people):
    """People put work down: those past their shift go home first, the others are free."""
    now = clock.now
    home = min(group.over, people)
    if home > 0:
        group.over -= home
        group.over_sum += home * now
    set_busy(group, group.busy - (people - home), now)
    clock.groups_due |= 1 << number


@inlined
def hold(works, group, who):
    """Work comes into a group's hands, and could be put down again."""
    work = works[who]
    work.before = NONE
    work.next = group.head
    if group.head != NONE:
        works[group.head].before = who
    group.head = who


@inlined
def let_go(works, group, who):
    """Work leaves a group's hands."""
    work = works[who]
    if work.before == NONE:
        group.head = work.next
    else:
        works[work.before].next = work.next
    if work.next != NONE:
        works[work.next].before = work.before


@part
def least_urgent(works, classes, group):
    """The least urgent of what a group has in hand, the latest begun of these; NONE when there is nothing."""
    found = NONE
    who = group.head
    while who != NONE:
        if found == NONE or classes[works[who].cls].priority > classes[works[found].cls].priority:
            found = who
        who = works[who].next
    return found


@part
def put_down(f, who):
    """Work in hand goes back to its queue and will go on where it was."""
    clock = f.clock[0]
    work = f.works[who]
    stage = f.stages[work.stage]
    let_go(f.works, f.groups[work.group], who)
    work.version += 1
    work.remaining = work.until - clock.now
    release(clock, f.groups[work.group], work.group, stage.people)
    work.group = NONE
    work.state = WAITING
    work.key = key_of(stage.order, work, f.classes[work.cls])
    put_in(f.works, f.cells[cell_of(f, work.stage, work.cls)], who)
    stage.waiting += 1
    stage.waiting_sum -= clock.now
    clock.groups_due |= stage.groups


@part
def interrupt_for(f, who, number):
    """Put down less urgent work of a group, the least urgent and latest begun first, if that frees enough people."""
    group = f.groups[number]
    need = f.stages[f.works[who].stage].people
    priority = f.classes[f.works[who].cls].priority
    could = group.on_duty - group.busy - group.over
    one = group.head
    while one != NONE:
        if f.classes[f.works[one].cls].priority > priority:
            could += f.stages[f.works[one].stage].people
        one = f.works[one].next
    if could < need:
        return False
    while group.on_duty - group.busy < need:
        put_down(f, least_urgent(f.works, f.classes, group))
    return True


@part
def change_staff(f):
    """The next change of the calendar: people come on duty or go off; whoever goes busy hands over, or finishes."""
    clock = f.clock[0]
    change = f.changes[clock.change]
    clock.change += 1
    present = f.present[change.spell]
    people = present // change.parts
    if change.part < present % change.parts:
        people += 1
    people *= change.sign
    now = clock.now
    number = change.group
    group = f.groups[number]
    group.duty_sum -= people * now
    if group.caseload != NONE:
        stage = f.stages[group.caseload]
        pass_time(stage, now)
        group.on_duty += people
        retime(f.works, stage, group, now)
        return
    group.on_duty += people
    while group.hands_over and group.busy > group.on_duty and group.head != NONE:
        put_down(f, least_urgent(f.works, f.classes, group))
    if group.busy > group.on_duty:
        later = group.busy - group.on_duty
        group.over += later
        group.over_sum -= later * now
        set_busy(group, group.on_duty, now)
    clock.groups_due |= 1 << number

import type { Library } from "../server/script.ts";
import { line } from "./line.ts";

/**
 * What time brings. It is told once, by the agenda: `passed` is a list of JSON arrays, what has happened to which ticket, and
 * where a claim has ended by it, whose it was, its state and since when.
 */
export const due: Library = {
  uses: [line],
  // So many happen in one script, so that nobody else waits for long.
  constants: { AT_ONCE: 200 },
  seldom: ["happen"],
  text: `
local due
due = {
  left = AT_ONCE,

  tell = function(what, id, agent, state, since)
    call('RPUSH', keys.passed, cjson.encode({ what, id, agent, state, since }))
  end,

  -- The time of an agent with a ticket is over: it waits again.
  takeBack = function(id, t)
    local agent, state, since = t[AGENT], t[STATE], t[CLAIMED_AT]
    line.letGo(id, t)
    line.join(id, t)
    tickets.save(id, t)
    due.tell(state == 'offered' and 'lapsed' or 'released', id, agent, state, since)
  end,

  -- Its hold ends: its time has come, or the gate holds it no longer.
  release = function(id, t)
    if t[HELD_UNTIL] then
      line.leave(id, t)
      line.join(id, t)
    else
      call('ZREM', keys.held, line.heldMember(id, t))
      t[PROMOTED] = true
      line.place(id, t)
      due.tell('promoted', id)
    end
    tickets.save(id, t)
  end,

  -- At that moment a reservation has ended, or it has waited for long. It joins no line anew: its limits stay.
  ripen = function(id, t, at)
    local waits = t[STATE] == 'waiting'
    local function isDue(moment) return moment and tonumber(moment) <= at end
    local escalates = waits and not t[PROMOTED] and isDue(t[ESCALATES_AT])
    local isFree = t[RESERVED] and isDue(t[PREFERRED_UNTIL])
    local moves = waits and (escalates or isFree)
    if moves then lanes.leave(id, t) end
    if isFree then t[RESERVED] = false end
    if escalates then
      t[PROMOTED] = true
      due.tell('escalated', id)
    end
    if moves then lanes.enter(id, t) end
    if waits and not t[TOLD_TOO_LONG] and isDue(t[LIMIT_AT]) then
      t[TOLD_TOO_LONG] = true
      due.tell('tooLong', id)
    end
    line.awaitNext(id, t)
    tickets.save(id, t)
  end,

  -- Lets happen what is due of a set, moment by moment. Whoever it happens to leaves the set, or stays in it for later. Where
  -- more is due, the script ends here: it has done nothing else yet, and what has happened has, so that it is run again.
  each = function(set, happen)
    local first = call('ZRANGE', set, '0', '0', 'WITHSCORES')
    while first[1] and tonumber(first[2]) <= now do
      if due.left <= 0 then
        lanes.count()
        error({ err = 'LATER more is due' })
      end
      for _, member in ipairs(call('ZRANGE', set, '-inf', first[2], 'BYSCORE', 'LIMIT', '0', due.left)) do
        happen(member, tonumber(first[2]))
        due.left = due.left - 1
      end
      first = call('ZRANGE', set, '0', '0', 'WITHSCORES')
    end
  end,

  -- Lets happen all that is due. Every script that goes by the clock begins with it, before it changes anything.
  -- soonest: as it was read, if it was
  catchUp = function(soonest)
    if now >= time.before(soonest) then due.happen() end
  end,

  happen = function()
    due.each(keys.wrapping, roster.endWrapUps)
    due.each(keys.vanishing, roster.vanish)
    due.each(keys.held, function(member)
      local id = line.heldId(member)
      due.release(id, tickets.load(id))
    end)
    due.each(keys.awaited, function(id, at)
      local t = tickets.load(id)
      if t[TOKEN] then due.takeBack(id, t)
      elseif t[HELD_UNTIL] then due.release(id, t)
      else due.ripen(id, t, at) end
    end)
    lanes.count()
    local soonest = NEVER
    for _, set in ipairs({ keys.wrapping, keys.vanishing, keys.held, keys.awaited }) do
      soonest = math.min(soonest, tonumber(call('ZRANGE', set, '0', '0', 'WITHSCORES')[2] or soonest))
    end
    time.set(soonest)
  end,
}
`,
};

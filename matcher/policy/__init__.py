"""What the planner decides: objectives, weights, rules, quotas, pins and bans."""

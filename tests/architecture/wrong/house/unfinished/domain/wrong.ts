// TODO: think
